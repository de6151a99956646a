import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What payors have agreed to, and what is missing.
struct AuthorizationsReport: Report {
    static let number = "R11"
    static let name = "authorizations"
    static let summary = "authorizations with their numbers, days and units, and what is missing"
    static let discussion = """
        Those that are not over, what is needed first in front; `needed` is the day of the \
        appointment, or as it was planned. `alarm` says that it does not hold on that day, that \
        two letters disagree, that more is used than granted, and what is due.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Option(help: "Only in that state, such as pended.")
    var state: String?

    @Flag(help: "Only those with an alarm.")
    var alarms = false

    @Flag(help: "Also those that are over.")
    var all = false

    func validate() throws {
        guard state.map({ Authorization.State(rawValue: $0) != nil }) ?? true else {
            throw ValidationError(
                "There is no such state. There are "
                    + "\(Workflow.authorization.states.map(\.name).joined(separator: ", ")).")
        }
    }

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try desk.authorizations(self, on: day, title: "Authorizations")
    }
}

extension Desk {
    /// What a report asks for, as rows.
    func authorizations(
        _ wanted: AuthorizationsReport, on day: Day, title: String?
    ) throws -> Table {
        let office = try heldOffice(code: wanted.office)
        return try reading { lookup in
            let cases = AuthorizationBook(lookup).all().filter { found in
                let alarms = found.alarms(on: day, lookup)
                guard office == nil || found.office == office,
                    !wanted.alarms || !alarms.isEmpty
                else { return false }
                return wanted.state.map { $0 == found.state(on: day).rawValue }
                    ?? (wanted.all || !found.isOver(on: day) || !alarms.isEmpty)
            }
            return .authorizations(cases, on: day, title: title, lookup)
        }
    }
}
