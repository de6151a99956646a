import ArgumentParser
import Merge
import Replica
import Sync

/// Whether every write made here is accounted for.
struct Audit: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Account for every write made at this replica; exit 1 if one is missing.",
        discussion: AuditOptions.discussion)

    @OptionGroup var options: DeskOptions
    @OptionGroup var audit: AuditOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        var report = AuditReport(audit, names: AccountNames(desk.store))
        try report.read(desk.store, holder: nil)
        try report.finish(console)
    }
}
