import ArgumentParser
import Merge
internal import Participation
internal import Records
import Replica
import Store

/// Which cases or notices a command is about.
struct WorkFilter: ParsableArguments {
    @Option(help: "Only this doctor's, by NPI.")
    var doctor: String?

    @Option(help: "Only this contract's, by code.")
    var contract: String?

    @Option(help: "Only this office's, by code.")
    var office: String?

    @Option(help: "Only those that stand in this state, such as inReview, effective or sent.")
    var state: String?

    @Option(help: "Only those of this onboarding run or move, by id or the end of it.")
    var run: String?

    @Option(help: "KEY=VALUE with doctor, contract, office, state or run; may be repeated.")
    var `where`: [String] = []

    func validate() throws {
        for text in `where` {
            let key = text.prefix { $0 != "=" }
            guard text.contains("="), Self.keys.contains(String(key)) else {
                throw ValidationError(
                    "--where takes KEY=VALUE with \(Self.keys.joined(separator: ", ")).")
            }
        }
    }

    /// - Throws: `ValidationError` for a state that the workflow has not.
    func validate(statesOf workflow: Workflow) throws {
        // Where steps disagree nobody knows the state.
        let known = workflow.states.map(\.name) + ["unknown"]
        guard let other = values("state", state).first(where: { !known.contains($0) }) else {
            return
        }
        throw ValidationError(
            "There is no state \(other). There are \(known.joined(separator: ", ")).")
    }

    private static let keys = ["doctor", "contract", "office", "state", "run"]

    var isEmpty: Bool {
        [doctor, contract, office, state, run].allSatisfy { $0 == nil } && `where`.isEmpty
    }

    /// What `[ID …] STEP` names, or the filter chooses.
    func selection(named names: some Sequence<String> = []) -> CaseSelection {
        var selection = CaseSelection()
        selection.names = Array(names)
        selection.doctors = values("doctor", doctor)
        selection.contracts = values("contract", contract)
        selection.offices = values("office", office)
        selection.states = values("state", state)
        selection.runs = values("run", run)
        return selection
    }

    /// Checks that a step's words name records, or that the filter does.
    func validate(steps words: [String]) throws {
        guard (words.count > 1) != !isEmpty, !words.isEmpty else {
            throw ValidationError("Name the records or choose them with --where, one of the two.")
        }
    }

    private func values(_ key: String, _ option: String?) -> [String] {
        [option].compactMap(\.self)
            + `where`.filter { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
}
