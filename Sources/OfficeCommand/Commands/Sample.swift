import ArgumentParser
import Practice
internal import Records
import Replica
import Store

/// Fills a new group with invented records.
struct Sample: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill a new group with synthetic offices, doctors, contracts and patients.",
        discussion: """
            Everything is invented and marked synthetic, and the same seed makes the same records \
            around the same day. Run it on a central replica of a group that is empty. \
            --remittance writes an invented 835 for the group that is there: a service paid as \
            contracted, one below its contract, one denied; `bridgework import x12` takes it in.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "Which of the possible groups.")
    var seed: UInt64 = 1

    @Option(help: "How many offices, 1 to 50.")
    var offices: Int = 3

    @Option(help: "How many patients, up to 100,000.")
    var patients: Int = 600

    @Option(help: "Write an invented remittance (835) to this new file instead.")
    var remittance: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var rehearsal: DryRunOption

    func validate() throws {
        guard remittance == nil || !rehearsal.dryRun else {
            throw ValidationError("--remittance writes a file alone: it takes no --dry-run.")
        }
        guard (1...50).contains(offices), (0...100_000).contains(patients) else {
            throw ValidationError("--offices takes 1 to 50, --patients 0 to 100000.")
        }
    }

    /// Why there is no remittance.
    enum Problem: Error, CustomStringConvertible {
        case noVisits

        var description: String {
            "no three patients here have a visit today that one payor's contract prices: make a "
                + "sample group first"
        }
    }

    private func writeRemittance(to file: String, _ desk: Desk, _ console: Console) throws {
        let today = try desk.today
        let made = try desk.reading { lookup in SampleRemittance(lookup, on: today) }
        guard let made else { throw Problem.noVisits }
        let path = console.absolute(file)
        try OutputFile(path).write(Array(made.text.utf8), replacing: force)
        console.line(path)
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        if let remittance { return try writeRemittance(to: remittance, desk, console) }
        let filled = try desk.fill(
            seed: seed, SampleSize(offices: offices, patients: patients),
            isDryRun: rehearsal.dryRun, actor: options.actor(at: desk))
        let count = "\(filled.records) synthetic records"
        console.line(count + (rehearsal.dryRun ? " would be written" : " written"))
        console.tell(filled.receipt, isRehearsed: rehearsal.dryRun)
    }
}
