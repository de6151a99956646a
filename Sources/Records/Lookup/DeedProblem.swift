package import Merge

/// Why something a person asked for is not done, whatever it was.
///
/// Each area has problems of its own beside these.
package enum DeedProblem: Error, Equatable, Sendable {
    case unknownType(likely: [String])
    case unknownField(type: String, likely: [String])
    case noSuchRecord(type: String)
    case departed(type: String, DepartureNote)
    /// Another record stands for it, which this replica does not hold.
    case standsElsewhere(type: String)
    case ambiguous(type: String, candidates: [RecordID])
    case noSuchUser
    case disabledUser
    case notCentral
    case foreignOffice
    case noWorkflow(type: String)
    case nothingToDo
    case notEmpty
    case tooLarge(limit: Int)
}

/// When a record left this replica, and where it went.
package struct DepartureNote: Equatable, Sendable {
    /// In UTC; `nil` where the hub did not say.
    package let on: Day?
    /// The codes of the offices that have it now.
    package let offices: [String]

    package init(on day: Day?, offices: [String]) {
        self.on = day
        self.offices = offices
    }
}

extension DeedProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownType(let likely):
            "there is no such record type" + DeedProblem.hint(likely)
                + "; `bridgework list --help` names all"
        case .unknownField(let type, let likely):
            "\(type) has no such field" + DeedProblem.hint(likely)
        case .noSuchRecord(let type):
            "no \(type) goes by that id, suffix or code here: `bridgework list \(type)` shows "
                + "what this replica holds"
        case .departed(let type, let departure):
            "that \(type) "
                + (departure.offices.isEmpty
                    ? "left this replica"
                    : "moved to \(departure.offices.joined(separator: ", "))")
                + (departure.on.map { " on \($0)" } ?? "")
                + ": ask the centre; `bridgework departed` lists what left"
        case .standsElsewhere(let type):
            "not known here: that \(type) is replaced by one that this replica does not hold; ask "
                + "the centre, or the office that has it"
        case .ambiguous(let type, let candidates):
            "several \(type) records go by that or end like that: "
                + candidates.map(\.description).joined(separator: ", ")
                + "; give more of the id, or settle which one stands: `bridgework conflicts list`"
        case .noSuchUser:
            "no user has that login here: `bridgework list user` shows them"
        case .disabledUser: "that user is disabled: ask an admin"
        case .notCentral: "only a central replica decides this: ask the coordinator"
        case .foreignOffice:
            "this replica holds the cases and hours of its own office only: ask the centre, or "
                + "that office"
        case .noWorkflow(let type):
            "a \(type) has no steps: `bridgework workflow` lists what has"
        case .nothingToDo: "the record says so already: nothing was written"
        case .notEmpty: "the group holds offices already: a sample only goes into an empty one"
        case .tooLarge(let limit):
            "that would write more than \(limit) values at once: do it in parts"
        }
    }

    private static func hint(_ likely: [String]) -> String {
        likely.isEmpty ? "" : "; did you mean \(likely.prefix(4).joined(separator: ", "))?"
    }
}
