import ArgumentParser
import Merge
import Practice
import Replica

/// What is handed to a patient in writing.
struct SummaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Print what a patient is covered for.",
        subcommands: [Print.self])

    /// One patient's coverage, on paper.
    struct Print: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a patient's coverage summary as text or PDF.",
            discussion: """
                Who is covered by what, verified when and by whom, what the plan says, what is \
                left, and what nobody knows yet. \(PrintOptions.discussion)
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The patient's id, or the end of it.")
        var patient: String

        @OptionGroup var print: PrintOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let summary = try desk.coverageSummary(
                of: patient, level: { Listing.instant($0) })
            try print.print(summary, to: console)
        }
    }
}
