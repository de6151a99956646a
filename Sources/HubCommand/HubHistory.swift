import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Rulebook
import Sync

/// What everybody wrote.
struct HubHistory: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the change sets of the whole history, by record, actor, office or day.",
        discussion: HistoryOptions.discussion)

    @OptionGroup var options: HubOptions
    @OptionGroup var history: HistoryOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let holder = try desk.holder(named: history.office)
        try HistoryReport(history, desk.archive).run(holder: holder, console)
    }
}

extension HubDesk {
    /// What was ever written, as reports read it.
    var archive: HubArchive { HubArchive(store) }

    /// On whose account: an office's code, or one of the words for accounts that are no office's.
    func holder(named name: String?) throws -> AccountHolder? {
        switch name {
        case nil: nil
        case AuditOptions.centre?: .centre
        case AuditOptions.hub?: .hub
        case let code?: .office(try office(code: code))
        }
    }
}
