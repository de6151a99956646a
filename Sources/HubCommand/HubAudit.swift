import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Sync

/// Whether every write the hub ever took in is accounted for.
struct HubAudit: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Account for every write of the whole history; exit 1 if one is missing.",
        discussion: AuditOptions.discussion)

    @OptionGroup var options: HubOptions
    @OptionGroup var audit: AuditOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        var report = AuditReport(audit, names: AccountNames(desk.archive))
        try report.read(desk.archive, holder: desk.holder(named: audit.office))
        try report.finish(console)
    }
}
