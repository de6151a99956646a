import ArgumentParser
import Merge
import Practice
import Replica
import Store

/// Which cases a command is about.
struct CaseFilter: ParsableArguments {
    @Option(help: "Only this doctor's, by NPI.")
    var doctor: String?

    @Option(help: "Only this contract's, by code.")
    var contract: String?

    @Option(help: "Only this office's, by code.")
    var office: String?

    @Option(help: "Only those that stand in this state, such as inReview, effective or unknown.")
    var state: String?

    @Option(help: "KEY=VALUE with doctor, contract, office or state; may be repeated.")
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

    private static let keys = ["doctor", "contract", "office", "state"]

    var isEmpty: Bool {
        doctor == nil && contract == nil && office == nil && state == nil && `where`.isEmpty
    }

    /// The cases in use that fit, by id.
    func cases(
        _ desk: Desk, _ transaction: StoreTransaction, today: Day
    ) throws -> [RecordView] {
        let lookup = StoreLookup(transaction)
        var views: [RecordView]?
        for (field, type, names) in [
            ("practitioner", RecordType.practitioner, values("doctor", doctor)),
            ("contract", .payorContract, values("contract", contract)),
            ("office", .office, values("office", office)),
        ] {
            for name in names {
                let id = try desk.find(type, name, transaction)
                views =
                    views?.filter { $0.reference(field) == id }
                    ?? lookup.records("enrollment", where: field, is: id)
            }
        }
        let states = values("state", state).map { $0.lowercased() }
        let excluded = ExcludedDoctors(lookup)
        let found = (views ?? Array(lookup.records("enrollment"))).filter { view in
            view.isActive
                && states.allSatisfy { wanted in
                    CaseListing.state(view, excluded, on: today).name.lowercased() == wanted
                        || Workflow.enrollment.standing(of: view).state.lowercased() == wanted
                }
        }
        try lookup.check()
        return found.sorted { $0.id < $1.id }
    }

    private func values(_ key: String, _ option: String?) -> [String] {
        [option].compactMap(\.self)
            + `where`.filter { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
}
