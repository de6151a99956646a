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
            around the same day. Run it on a central replica of a group that is empty.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "Which of the possible groups.")
    var seed: UInt64 = 1

    @Option(help: "How many offices, 1 to 50.")
    var offices: Int = 3

    @Option(help: "How many patients, up to 100,000.")
    var patients: Int = 600

    func validate() throws {
        guard (1...50).contains(offices), (0...100_000).contains(patients) else {
            throw ValidationError("--offices takes 1 to 50, --patients 0 to 100000.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let group = SampleGroup(
            seed: seed, size: SampleSize(offices: offices, patients: patients),
            today: try desk.today)
        guard try desk.store.read({ try $0.count(of: .office) }) == 0 else {
            throw DeedProblem.notEmpty
        }
        let receipt = try desk.write(
            group.records.flatMap(\.writes), actor: options.actor(at: desk),
            reason: "synthetic sample \(seed)")
        _ = try desk.write(
            group.releases, actor: options.actor(at: desk), reason: "synthetic sample \(seed)")
        console.line("\(group.records.count) synthetic records written")
        console.say(receipt)
    }
}
