import ArgumentParser
import Merge
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

extension UserCommand {
    /// Who can write, and who no longer does (R20).
    struct Review: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List users with roles, offices and last write; say who has gone quiet.",
            discussion: """
                "stale" is a user who may write and has not, as far as this replica knows, for 90 \
                days (--days): ask whether the login is still needed, then `user disable`. An \
                office sees its own users' writes, a central replica the whole group's.

                JSON: id, login, displayName, roles, offices (codes), lastWrite (UTC, null for \
                none seen here), days (since then), mfa, disabled, stale.
                """)

        @OptionGroup var options: DeskOptions

        @Option(help: "A user is stale after so many days without a write.")
        var days: Int = 90

        @Flag(help: "Only stale users.")
        var stale = false

        @OptionGroup var output: ListingOptions

        func validate() throws {
            guard (1...36_500).contains(days) else {
                throw ValidationError("--days takes a number from 1 to 36500.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            var listing = Table([
                "id", "login", "displayName", "roles", "offices", "lastWrite", "days", "mfa",
                "disabled", "stale",
            ])
            let users = try desk.store.read { transaction in
                let lookup = transaction.lookup
                let writes = try transaction.lastWrites()
                let names = RecordNames(lookup)
                let users = lookup.records(.user).map { view in
                    // Who has never written is quiet since somebody added him.
                    let added = lookup.state(view.id)?.entries.map(\.origin.effectiveAt).min()
                    return UserStanding(
                        view, last: writes[view.id], added: added ?? desk.now, now: desk.now,
                        staleDays: days)
                }.filter { !stale || $0.isStale }
                let rows = users.map { $0.row(names) }
                return (rows: rows, stale: users.count(where: \.isStale))
            }
            for row in users.rows { listing.add(row) }
            try output.print(listing, heldBy: desk.office, to: console)
            if output.format == .table {
                console.say("\(Counted(listing.count, "user")), \(users.stale) stale")
            }
        }
    }
}

/// A user with what is known of his writing.
private struct UserStanding {
    private let view: RecordView
    private let last: Timestamp?
    private let daysQuiet: Int64?
    let isStale: Bool

    init(
        _ view: RecordView, last: Timestamp?, added: Timestamp, now: Timestamp, staleDays: Int
    ) {
        self.view = view
        self.last = last
        let quiet = { (since: Timestamp) in
            max(0, now.milliseconds - since.milliseconds) / HealthLimits.dayMilliseconds
        }
        daysQuiet = last.map(quiet)
        isStale =
            view[User.isDisabled] != true && view.isActive
            && quiet(last ?? added) >= Int64(staleDays)
    }

    func row(_ names: RecordNames) -> [Table.Cell] {
        let roles = view[User.roles, each: User.Roles.role].sorted()
        let offices = view[User.offices, each: User.offices.office]
        return [
            .init(id: view.id), .init(view[User.login] ?? ""),
            .init(optional: view[User.displayName]),
            .init(
                roles.joined(separator: " "),
                json: "[" + roles.map { CellText.quoted($0) }.joined(separator: ",") + "]"),
            names.cell(offices),
            last.map { .instant($0) } ?? .init("none seen", json: "null"),
            daysQuiet.map { .init($0) } ?? .blank,
            .init(view[User.isMfaEnrolled] == true), .init(view[User.isDisabled] == true),
            .init(isStale),
        ]
    }
}
