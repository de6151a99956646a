import ArgumentParser
internal import Fees
import Merge
import Replica
internal import Tables

/// Writes a version for the office's own software.
struct FeesExport: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a published version as a file for the office's own software.",
        discussion: """
            canonical is our own CSV, with every line and its state; open-dental is the \
            tab-separated file that Open Dental's fee tools import: code and amount, no \
            descriptions. What that file has no room for is told, for somebody to enter by hand. \
            `fees import` reads both back. `fees confirm-pms` then says that it is in.

            Example: bridgework fees export SDP-F --file-format open-dental --output fees.txt
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "canonical or open-dental.")
    var fileFormat: FeeFileFormat = .canonical

    @Option(help: "The version's number; the one in force if not given.")
    var number: Int64?

    @Option(help: "The version that holds on that date of service; today if not given.")
    var on: Day?

    @Option(help: "The file to write; standard output if not given.")
    var output: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    func validate() throws {
        guard [.canonical, .openDental].contains(fileFormat) else {
            throw ValidationError("--file-format takes canonical or open-dental.")
        }
        guard number == nil || on == nil else { throw ValidationError("Give --number or --on.") }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try on ?? desk.today
        let (fees, version, lines, doubts) = try desk.reading { lookup in
            let fees = try lookup.feeSchedule(schedule)
            let numbered = try number.map { try fees.required(version: $0) }
            guard let version = numbered ?? fees.book.version(on: day) else {
                throw FeeError.noVersion
            }
            let lines = try version.soundLines()
            let used = number == nil ? day : max(day, version.effectiveFrom)
            return (fees, version, lines, CodeDoubts(on: used, in: lookup).doubts(on: lines))
        }
        let export =
            fileFormat == .openDental
            ? FeeExport.openDental(lines)
            : FeeExport.canonical(lines, of: (fees.code, fees.kind), version)
        if let output {
            let path = console.absolute(output)
            try OutputFile(path).write(Array(export.text.utf8), replacing: force)
            console.line(path)
        } else {
            for line in export.text.split(separator: "\r\n") { console.line(String(line)) }
        }
        for left in export.leftOut { console.say("left out, enter it by hand: \(left)") }
        for doubt in doubts { console.say("priced all the same: \(doubt)") }
        console.say(
            "\(fees.code) version \(version.number) from \(version.effectiveFrom): "
                + "\(Counted(export.lineCount, "line")) written, \(export.leftOut.count) left out")
    }
}

/// One fee, typed.
struct FeesSet: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Type one fee into the schedule's draft.",
        discussion: """
            As `fees import` does with a file of one row: the draft that is open takes it, or a \
            new one that starts from the version published last. PRICE is an amount, `not \
            covered`, `by report`, `bundled`, `not listed` or `80 % UCR`. Nothing counts before \
            the draft is approved and published.

            Example: bridgework fees set SDP-F D1110 57.00 --reason "letter of 3 May"
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Argument(help: "The procedure code.")
    var code: String

    @Argument(help: "The price, such as 57.00.")
    var price: String

    @Option(help: "What the payor prices apart, such as a tooth group.")
    var qualifier = ""

    @Option(help: "A remark.")
    var note = ""

    @Option(help: "The draft to type into, where several are open.")
    var draft: String?

    func validate() throws {
        guard !price.allSatisfy(\.isWhitespace) else {
            throw ValidationError("A price is an amount or a word such as \"not listed\".")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        var request = ImportFees(
            schedule: schedule,
            bytes: FeeExport.typed(code: code, price: price, qualifier: qualifier, note: note),
            fileName: "typed")
        request.format = .canonical
        request.draft = draft
        let done = try perform(request, at: desk, deed, otherwise: "type a fee")
        let outcome = done.outcome
        for problem in outcome.fees.problems { console.say("\(problem.reason)") }
        guard outcome.isAccepted, let draft = outcome.draft else {
            console.say("nothing was written: mend the code or the price")
            throw ExitCode(Failure.refused)
        }
        FeesImport.table(outcome.fees.changes).print(.table, to: console)
        if !done.isRehearsed { console.line(draft.description) }
        console.line("digest \(outcome.digest)")
        console.tell(receiptOf: done)
        console.say("look at it with `bridgework fees diff \(schedule)`")
    }
}
