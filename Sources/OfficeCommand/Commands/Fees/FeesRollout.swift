import ArgumentParser
internal import Fees
import Merge
import Replica

/// How far each office is with each version.
struct FeesRollout: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollout",
        abstract: "Show which office has received, staged, applied and confirmed a version.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var report: RolloutReport
    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let today = try report.day(desk)
        let rollout = try report.rollout(desk, on: today)
        try output.print(rollout.table, to: console)
        console.say("\(rollout.late) late on \(today)")
    }
}

/// An office's word on a version in its practice-management system.
struct FeesConfirm: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm-pms",
        abstract: "Say that a version is in the office's own system, or why it is not.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "The version's number; the one in force if not given.")
    var number: Int64?

    @Option(help: "How it was entered, such as \"Open Dental import\".")
    var method: String?

    @Option(help: "Why the office does not take it.")
    var reject: String?

    @Option(help: "The office's code, where the centre speaks for it.")
    var office: String?

    func validate() throws {
        guard (method == nil) != (reject == nil) else {
            throw ValidationError("Give --method TEXT, or --reject REASON.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        var confirm = ConfirmFees(schedule, version: number, office: office)
        confirm.method = method
        confirm.rejection = reject
        let done = try perform(confirm, at: desk, deed)
        console.line(
            "version \(done.outcome.number) " + (reject == nil ? "confirmed" : "rejected"))
        console.tell(receiptOf: done)
    }
}
