package import Merge
package import Practice

/// Why something a person asked for was not done.
///
/// Nothing was changed.
package enum DeskError: Error, Equatable, Sendable {
    case unknownType(likely: [String])
    case unknownField(type: String, likely: [String])
    case noSuchRecord(type: String)
    case ambiguous(type: String, candidates: [RecordID])
    case refused(type: String, attribute: String, Permission.Refusal)
    case edit(EditProblem)
    case noSuchUser
    case disabledUser
    case conflictGone
    case noSuchChoice(count: Int)
    case proposalClosed
    case notCentral
    case unreadableProposal
    case outdatedProposal
    case nothingToDo
    case tooLarge(records: Int)
    case notEmpty
    case catchingUp
    case noWorkflow(type: String)
}

extension DeskError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownType(let likely):
            "there is no such record type" + DeskError.hint(likely)
                + "; `bridgework list --help` names all"
        case .unknownField(let type, let likely):
            "\(type) has no such field" + DeskError.hint(likely)
        case .noSuchRecord(let type):
            "no \(type) goes by that id, suffix or code here: `bridgework list \(type)` shows "
                + "what this replica holds"
        case .ambiguous(let type, let candidates):
            "several \(type) records end like that: "
                + candidates.map(\.description).joined(separator: ", ")
                + "; give more of the id"
        case .refused(let type, let attribute, let refusal):
            "\(type).\(attribute) cannot be written: \(refusal.rawValue)"
        case .edit(let problem): "\(problem)"
        case .noSuchUser:
            "no user has that login here: `bridgework list user` shows them"
        case .disabledUser: "that user is disabled: ask an admin"
        case .conflictGone:
            "that conflict is not open here: `bridgework conflicts list` shows what is"
        case .noSuchChoice(let count):
            "the conflict has candidates 1 to \(count): `bridgework conflicts show` lists them"
        case .proposalClosed: "the proposal was decided already"
        case .notCentral:
            "only a central replica decides this: ask the coordinator"
        case .unreadableProposal: "the proposal cannot be read: report it"
        case .outdatedProposal:
            "the record changed since the proposal was made: look at it with `proposals show`, "
                + "then accept with --anyway, or edit the record and reject"
        case .nothingToDo: "the record says so already: nothing was written"
        case .tooLarge(let records):
            "\(records) records are too many for one change: split the file"
        case .catchingUp:
            "this replica is still fetching what the hub has, so a conflict may be settled "
                + "already: run `bridgework sync` to its end first"
        case .noWorkflow(let type):
            "a \(type) has no steps: `bridgework workflow` lists what has"
        case .notEmpty: "the group holds offices already: a sample only goes into an empty one"
        }
    }

    private static func hint(_ likely: [String]) -> String {
        likely.isEmpty ? "" : "; did you mean \(likely.prefix(4).joined(separator: ", "))?"
    }
}
