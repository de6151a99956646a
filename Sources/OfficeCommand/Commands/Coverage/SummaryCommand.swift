import ArgumentParser
internal import Benefits
import Merge
import Replica
internal import Tables

/// What is handed to a patient in writing.
struct SummaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Print what a patient is covered for.",
        subcommands: [Print.self, Given.self])

    /// One patient's coverage, on paper.
    struct Print: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a patient's coverage summary as text or PDF.",
            discussion: """
                Who is covered by what, verified when and by whom, what the plan says, what is \
                left, and what nobody knows yet. \(PrintOptions.discussion) With --give what is \
                printed is kept, and `summary given` shows it as it was, whatever changes later.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The patient's id, or the end of it.")
        var patient: String

        @OptionGroup var print: PrintOptions

        @Flag(help: "Keep it: the patient is given this summary.")
        var give = false

        @OptionGroup var rehearsal: DryRunOption

        func run(_ desk: Desk, _ console: Console) async throws {
            if let note = try desk.standInNote(for: patient) { console.say(note) }
            let summary = try desk.coverageSummary(
                of: patient, level: { Table.instant($0) })
            try print.print(summary, isRehearsed: rehearsal.dryRun, to: console)
            guard give else {
                console.say("not kept: --give keeps what a patient is given")
                return
            }
            let done = try desk.perform(
                GiveSummary(summary, to: patient), by: signature(at: desk, ""),
                isDryRun: rehearsal.dryRun)
            if !done.isRehearsed {
                console.say("kept as given: coverage summary \(done.outcome.suffix)")
            }
            console.tell(receiptOf: done)
        }
    }

    /// What a patient was given before.
    struct Given: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the summaries a patient was given, or show one as it was.",
            discussion: """
                JSON: summary, office, givenOn and lines, their number; with --show a row for each \
                line: number and text.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The patient's id, or the end of it.")
        var patient: String?

        @Option(help: "The summary to show, the end of its id.")
        var show: String?

        @OptionGroup var output: ListingOptions

        func validate() throws {
            guard (patient == nil) != (show == nil) else {
                throw ValidationError("Name a patient, or a summary with --show.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            if let show {
                let lines = try desk.summary(show).lines
                guard output.format != .table else {
                    for line in lines { console.line(line) }
                    return
                }
                var listing = Table(["number", "text"])
                for (index, line) in lines.enumerated() {
                    listing.add([.init(index + 1), .init(line)])
                }
                try output.print(listing, to: console)
                return
            }
            if let note = try desk.standInNote(for: patient) { console.say(note) }
            var listing = Table(
                ["summary", "office", "givenOn", "lines"], of: Table.Noun("summary", "summaries"))
            for (office, given) in try desk.summaries(of: patient ?? "") {
                listing.add([
                    .init(id: given.id),
                    .init(office), .init(given.givenOn.description),
                    .init(given.lines.count),
                ])
            }
            try output.print(listing, to: console)
        }
    }
}
