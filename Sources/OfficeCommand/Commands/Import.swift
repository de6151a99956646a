import ArgumentParser
import Foundation
import Merge
import Practice
import Replica
import Store
internal import Tables

/// Takes a CSV file in, or an import back.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a CSV file in: all of its rows, or none.",
        discussion: """
            Every bad row is reported with file, line, column and reason, and then nothing goes \
            in, unless --skip-bad leaves the bad rows out and says which. --dry-run shows what \
            would change. Importing a file twice changes nothing. A row may run over several \
            lines where a quote holds a text; a line within quotes that has as many fields as a \
            row makes the whole row bad, as a stray quote may have swallowed it.

            What the file says as it did at its last import is left alone, so that a correction \
            made here since then stays. Where both the file and somebody here changed a value, \
            the one written here stays and a line says so; of names, birth dates and other \
            values that need a decision both stand, as a conflict. A patient's row whose name \
            and birth date both differ from the record under its number is another person, and \
            bad.

            Files are read as spreadsheets leave them: `sep=;`, title rows, `50.5`, `8:30 AM`, no \
            end as 9999-12-31. What is no number by its look (`3/12/2025`, `1,234`, `TRUE`, `see \
            card`) is refused wherever a number is kept. A payor named in a coverage file is \
            found by its whole code or id; one whose name is near a known one is new, and told \
            so. A blank takes nothing back.

            Kinds: \(ImportKind.allCases.map(\.rawValue).joined(separator: ", ")). \
            `bridgework import KIND --columns` names a kind's columns; `bridgework import undo` \
            takes one import back. `bridgework import x12` takes files of clearinghouses in.
            """,
        subcommands: [Take.self, X12.self, Undo.self], defaultSubcommand: Take.self)
}

extension Import {
    /// Takes a CSV file in.
    struct Take: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "file", abstract: "Take a CSV file in: all of its rows, or none.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption

        @Argument(help: "What the rows are.")
        var kind: ImportKind

        @Argument(help: "The file.")
        var file: String?

        @Flag(help: "Show what would change, and change nothing.")
        var dryRun = false

        @Flag(help: "Leave bad rows out instead of refusing the file.")
        var skipBad = false

        @Flag(
            help: """
                Patient numbers are the group's, not each office's: a row with another office \
                moves the patient there. At the centre only.
                """)
        var groupNumbers = false

        @Flag(help: "Name the kind's columns instead.")
        var columns = false

        @Option(
            help:
                "How it writes 3/4/1980: month-first or day-first; its rows tell if not given."
        )
        var dates: DayOrder?

        @Option(help: "Spread patients without an office among these, by code; may be repeated.")
        var office: [String] = []

        func validate() throws {
            guard columns || file != nil else { throw ValidationError("Name the file to import.") }
        }

        /// A kind's columns are the program's own: no store is needed to name them.
        func runHere(_ console: Console) async throws {
            guard !columns else { return listColumns(console) }
            try await runAtDesk(console)
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            guard let file, !columns else { return listColumns(console) }
            let bytes = try ImportFile(console.absolute(file)).bytes()
            let name = String(file.split(separator: "/").last ?? "file")
            let actor = try options.actor(at: desk)
            if Console.isWatched, bytes.count > 1 << 20 { console.say("reading \(name) …") }
            let outcome = try desk.importFile(
                kind, bytes, named: name, spread: office, today: try desk.today, isDryRun: dryRun,
                skippingBad: skipBad, days: dates, sharingNumbers: groupNumbers, actor: actor,
                reason: why.reason.isEmpty ? "import \(kind.rawValue)" : why.reason)
            for problem in outcome.plan.report + outcome.plan.remarks { console.say(problem) }
            let (differences, diff) = try desk.reading { lookup in
                (outcome.plan.differences(lookup), dryRun ? outcome.plan.diff(lookup) : [])
            }
            for difference in differences { console.say(difference) }
            for line in diff { console.line(line) }
            guard outcome.isAccepted else {
                console.line("nothing was imported; would be: \(outcome.plan.counts)")
                console.say(outcome.plan.advice)
                throw ExitCode(Failure.refused)
            }
            let isIdle = outcome.plan.counts.changed == 0
            console.line(
                (dryRun ? "would be: " : "") + "\(outcome.plan.counts)"
                    + (isIdle ? "; nothing changes" : ""))
            console.tell(outcome.receipt, isRehearsed: dryRun)
            guard !dryRun, let id = outcome.receipt.changeSets.first else { return }
            console.say("to take it back: bridgework import undo \(id.hexadecimal.prefix(8))")
        }

        private func listColumns(_ console: Console) {
            var listing = Table(["column", "required", "meaning"])
            for column in kind.columns {
                listing.add([
                    .init(column.name), .init(column.isRequired), .init(column.summary),
                ])
            }
            listing.print(.table, to: console)
        }
    }
}

extension ImportKind: ExpressibleByArgument {}
extension DayOrder: ExpressibleByArgument {}
