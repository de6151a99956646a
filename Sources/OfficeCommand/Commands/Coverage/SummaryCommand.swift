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
                left, and what nobody knows yet. Text goes to standard output unless --output \
                names a file; a PDF needs one. The file is readable by its owner alone and never \
                takes another's place without --force.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The patient's id, or the end of it.")
        var patient: String

        @Option(help: "text or pdf.")
        var format: SummaryFormat = .text

        @Option(help: "The file to write.")
        var output: String?

        @Flag(help: "Replace a file of that name.")
        var force = false

        enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
            case text, pdf
        }

        func validate() throws {
            guard format == .text || output != nil else {
                throw ValidationError("A PDF needs a file: --output FILE.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let summary = try desk.coverageSummary(
                of: patient, level: { Listing.instant($0) })
            guard let output else {
                for line in SummaryText(summary).lines { console.line(line) }
                return
            }
            let path = console.absolute(output)
            let text = SummaryText(summary).lines.joined(separator: "\n") + "\n"
            let bytes = format == .pdf ? PDFDocument(summary).bytes : Array(text.utf8)
            try OutputFile(path).write(bytes, replacing: force)
            console.line(path)
        }
    }
}
