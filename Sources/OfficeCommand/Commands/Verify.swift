import ArgumentParser
import Replica
import Store

/// Whether the store is sound.
struct Verify: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the database and read every record; exit 1 if anything is wrong.")

    @OptionGroup var options: DeskOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let problems = try desk.store.integrityProblems()
        for problem in problems { console.line(problem) }
        guard problems.isEmpty else { throw ExitCode(1) }
        console.line("ok")
    }
}
