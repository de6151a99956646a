import Merge
internal import Records
import Replica
import Rulebook
import Store
import Sync
internal import Tables

/// Where a report was made and how far that store is, so that nobody takes an old one for the
/// hub's.
package struct ReportFooter: Equatable, Sendable {
    private let asOf: Day
    private let replica: ReplicaID
    private let office: String?
    private let position: UInt64
    /// The last time this store was level with the hub; `nil` for never.
    private let level: Timestamp?
    private let pending: UInt64
    /// Whether the day is the machine's, because it does not know the office's time zone.
    private let isZoneUnknown: Bool

    init(_ desk: Desk, asOf: Day) throws {
        self.asOf = asOf
        self.replica = desk.replica
        let facts = try desk.store.read { transaction in
            (
                position: try transaction.top.position, pending: try transaction.pendingCount,
                level: try transaction.metaTime("last-level"),
                office: desk.office.flatMap { transaction.lookup.record($0)?[Office.code] }
            )
        }
        self.office = facts.office
        self.position = facts.position
        self.level = facts.level
        self.pending = facts.pending
        self.isZoneUnknown = try desk.isTimeZoneUnknown
    }

    /// What an office says of whatever it may hold a part of.
    static let elsewhere = "what other offices and the centre hold: not known here"

    /// One line for people, and the last line of a CSV file behind `# `.
    var text: String {
        let place = office.map { "office \($0)" } ?? "the centre"
        let time = level.map(Table.instant) ?? "never"
        let zone = isZoneUnknown ? " by this machine's day (unknown time zone)" : ""
        let scope = office == nil ? "" : "; " + ReportFooter.elsewhere
        return "as of \(asOf)\(zone); \(place), replica \(replica.hexadecimal.suffix(8)), "
            + "position \(position), \(pending) pending, last sync \(time)\(scope)"
    }

    var json: String {
        let members = [
            "\"asOf\":\"\(asOf)\"", "\"replica\":\"\(replica)\"",
            "\"office\":" + (office.map(CellText.quoted) ?? "null"),
            "\"position\":\(position)", "\"pending\":\(pending)",
            "\"lastSync\":" + (level.map { CellText.quoted(Table.instant($0)) } ?? "null"),
        ]
        return "{" + members.joined(separator: ", ") + "}"
    }
}
