import ArgumentParser
internal import Fees
import Merge
import Replica
internal import Tables

/// Takes a fee file into a draft.
struct FeesImport: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Lay a fee file over the schedule's draft.",
        discussion: """
            Every row is told as what it changes, and a row that cannot be read is told with its \
            line and reason; then nothing goes in, unless --skip-bad leaves such rows out. A blank \
            is not zero: without --complete no fee is removed or blanked. The format is found out, \
            or said with --file-format: \(formats). \
            --map code=HEADER,amount=HEADER names the columns of any other CSV, also qualifier, \
            state, percent and note; the schedule remembers it.
            """)

    private static let formats = FeeFileFormat.allCases.map(\.rawValue)
        .joined(separator: ", ")

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The file.")
    var file: String

    @Option(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "What program wrote the file; found out if not given.")
    var fileFormat: FeeFileFormat?

    @Option(help: "Which columns hold what: code=HEADER,amount=HEADER.")
    var map: String?

    @Flag(help: "The file holds every line: what it leaves out or blank goes.")
    var complete = false

    @Flag(help: "Leave unreadable rows out instead of refusing the file.")
    var skipBad = false

    @Option(help: "The draft to import into, where several are open.")
    var draft: String?

    @Flag(help: "Begin another draft.")
    var newDraft = false

    @Option(help: "The number of the published version that the new draft corrects.")
    var correctionOf: Int64?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        if let map, FeeColumns(parsing: map) == nil {
            throw ValidationError(
                "--map takes code=HEADER,amount=HEADER, and qualifier, state, percent, note.")
        }
        if fileFormat == .mapped, map == nil {
            throw ValidationError("--file-format mapped needs --map.")
        }
        if map != nil, let fileFormat, fileFormat != .mapped {
            throw ValidationError("--map says the format already: leave --file-format out.")
        }
        if newDraft, draft != nil { throw ValidationError("Give --draft or --new-draft.") }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let bytes = try ImportFile(console.absolute(file)).bytes()
        var request = ImportFees(
            schedule: schedule, bytes: bytes,
            fileName: String(file.split(separator: "/").last ?? "file"))
        request.format = fileFormat
        request.columns = map.flatMap { FeeColumns(parsing: $0) }
        request.isComplete = complete
        request.skippingBad = skipBad
        request.draft = draft
        request.isNewDraft = newDraft || correctionOf != nil
        request.correctionOf = correctionOf
        let done = try perform(request, at: desk, deed, otherwise: "import fees")
        let outcome = done.outcome
        report(outcome, named: request.fileName, to: console)
        guard outcome.isAccepted else {
            console.say(
                outcome.fees.isRefused
                    ? "nothing was imported: mend the file as said above"
                    : "nothing was imported: mend the rows above, or leave them out with --skip-bad"
            )
            throw ExitCode(Failure.refused)
        }
        if let draft = outcome.draft, !done.isRehearsed {
            console.line(draft.description)
            console.line("digest \(outcome.digest)")
        }
        console.tell(receiptOf: done)
    }

    private func report(
        _ outcome: ImportFees.Outcome, named name: String, to console: Console
    ) {
        let fees = outcome.fees
        for problem in fees.problems.prefix(ImportLimits.problemsMax) {
            console.say("\(name): \(problem)")
        }
        let more = fees.problems.count - ImportLimits.problemsMax
        if more > 0 { console.say("\(name): \(more) more problems") }
        if let columns = outcome.remembered, fees.isRefused {
            console.say(
                "\(name): read with the columns that the schedule remembers, "
                    + columns.named.map { "\($0.word)=\($0.header)" }.joined(separator: ",")
                    + "; name this file's with --map, or its --file-format")
        }
        if fees.file.titleRows > 0 {
            console.say("\(name): \(fees.file.titleRows) title rows passed over")
        }
        if let long = fees.file.longRows.remark { console.say("\(name): \(long)") }
        if !fees.file.droppedColumns.isEmpty {
            console.say(
                "\(name): columns not taken: "
                    + fees.file.droppedColumns.joined(separator: ", "))
        }
        let shown = fees.changes.filter { deed.dryRun || !$0.notices.isEmpty }
        FeesImport.table(shown).print(format, to: console)
        let kinds = FeeChange.Kind.allCases.map { ($0.rawValue, fees.count($0)) }
        let notices = FeeChange.Notice.allCases.map { ($0.rawValue, fees.count($0)) }
        let counts = (kinds + notices + [("unreadable", fees.unreadable)])
            .filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        console.say(
            "\(fees.file.format.rawValue): " + (counts.isEmpty ? "no rows" : "")
                + counts.joined(separator: ", "))
    }

    static func table(_ changes: [FeeChange]) -> Table {
        var listing = Table(["line", "code", "change", "before", "after", "notices"])
        for change in changes {
            listing.add([
                change.line.map { .init($0) } ?? .blank,
                .init(change.key.description), .init(change.kind.rawValue),
                .init(change.before?.description ?? ""), .init(change.after?.description ?? ""),
                .init(change.notices.map(\.rawValue).sorted().joined(separator: " ")),
            ])
        }
        return listing
    }
}
