import ArgumentParser
import Merge
import Practice
import Replica
internal import Tables

/// The renewal calendar.
struct ContractsReport: Report {
    static let number = "R3"
    static let name = "contracts"
    static let summary = "what renews when, notice deadlines, and how the talks stand"
    static let discussion = """
        missed: the last day of notice has passed and nobody has asked the payor. silentDays: \
        since the last word while the payor's answer is awaited; next: the day to ask again. \
        Columns: contract, payor, state, renewsOn, noticeDeadline, daysLeft, missed, \
        lastRateChange, negotiation, round, lastContact, silentDays, next.
        """

    @Option(help: "As if it were that day, YYYY-MM-DD.")
    var asOf: Day?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        try desk.reading { ContractCalendar.table($0, today: day) }
    }
}
