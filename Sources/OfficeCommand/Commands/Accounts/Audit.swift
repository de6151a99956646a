import ArgumentParser
import Merge
import Replica
import Sync

/// Whether every write made here is accounted for.
struct Audit: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Account for every write made at this replica; exit 1 if one is missing.",
        discussion: AuditOptions.discussion + """


            At a central replica --office CODE asks the hub, which holds every office's writes.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var audit: AuditOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        var report = AuditReport(audit, names: AccountNames(desk.store))
        if let code = audit.office {
            let office = try desk.office(code: code)
            if office != desk.office {
                guard desk.office == nil else { throw DeskError.foreignHistory }
                return try await ask(of: office, desk, &report, console)
            }
        }
        try report.read(desk.store, holder: nil)
        try report.finish(console)
    }

    /// The centre asks the hub, which holds every office's writes.
    private func ask(
        of office: RecordID, _ desk: Desk, _ report: inout AuditReport, _ console: Console
    ) async throws {
        let gathered = Gathered()
        try await HubLine(desk).ask(.account(audit.inquiry(office: office))) { gathered.take($0) }
        for answer in gathered.answers {
            switch answer {
            case .sum(let holder, let account): report.add(account, to: holder)
            case .accountedWrite(let line): report.take(line)
            case .historicWrite, .refused: continue
            }
        }
        try report.finish(console)
    }
}
