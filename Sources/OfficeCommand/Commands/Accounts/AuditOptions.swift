package import ArgumentParser
import Merge
package import Sync

/// What an audit is to account for, and how it is shown.
package struct AuditOptions: ParsableArguments, Sendable {
    /// Words for accounts that are no office's.
    package static let centre = "centre"
    package static let hub = "hub"

    @Option(help: "Only this office's writes, by its code; or centre, or hub.")
    package var office: String?

    @Option(help: "From this day on, YYYY-MM-DD, by the writers' clocks in UTC.")
    var from: Day?

    @Option(help: "Through this day, YYYY-MM-DD.")
    var to: Day?

    @Option(
        help: """
            List the writes of one fate instead of the sums: pending, current, removal, \
            outranked, superseded, conflict, proposed, custody, quarantined, redacted or missing.
            """)
    var list: Fate.Kind?

    @Option(help: "With --list, at most so many.")
    var limit: Int = 1_000

    @OptionGroup var output: ListingOptions

    package init() {}

    package func validate() throws {
        if let from, let to, to < from {
            throw ValidationError("--to lies before --from.")
        }
        guard limit > 0 else { throw ValidationError("--limit takes a number from 1 on.") }
    }

    /// The options as the books are asked by them.
    package func filter(holder: AccountHolder?) -> WriteAudit.Filter {
        WriteAudit.Filter(holder: holder, from: from, to: to)
    }

    func inquiry(office: RecordID) -> AccountInquiry {
        AccountInquiry(office: office, from: from, to: to, fate: list, writesMax: limit)
    }

    /// How the sums and lists are to be read, for `--help`.
    package static let discussion = """
        Every write ended in exactly one fate: pending (not answered yet), current (shown), \
        removal (it ended what its writer saw), outranked (it stands, policy shows a sibling), \
        superseded (by a write that saw it), conflict, proposed, custody, quarantined, redacted \
        (the record left this replica's scope), or missing: a broken promise. Exit 1 when a write \
        is missing or the sums do not add up.

        JSON: one object per account with account, writes, one member per fate, and reasons (of \
        quarantine); with --list: at, account, changeSet, op, position, replica, actor, type, \
        record, attribute, fate, by (changeSet/op that took its place).
        """
}

extension Fate.Kind: ExpressibleByArgument {
    package init?(argument: String) {
        guard let kind = Fate.Kind.allCases.first(where: { $0.name == argument }) else {
            return nil
        }
        self = kind
    }

    package static var allValueStrings: [String] { allCases.map(\.name) }
}
