import ArgumentParser
import Hub
import OfficeCommand
import Store

/// Whether the hub's store is sound.
struct HubVerify: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the database, every record and the chained history; exit 1 if wrong.")

    @OptionGroup var options: HubOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let problems = try desk.store.integrityProblems()
        for problem in problems { console.line(problem) }
        guard problems.isEmpty else { throw ExitCode(1) }
        console.line("ok")
    }
}
