import ArgumentParser
internal import Tables

/// How something is written for paper: text or PDF, to standard output or a new file.
struct PrintOptions: ParsableArguments {
    @Option(help: "text or pdf.")
    var format: PrintFormat = .text

    @Option(help: "The file to write.")
    var output: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    enum PrintFormat: String, ExpressibleByArgument, CaseIterable {
        case text, pdf
    }

    enum Problem: Error, CustomStringConvertible {
        /// A name must not reach a patient or a payor with `?` in it.
        case lettersMissing

        var description: String {
            "a PDF's fonts lack letters of this page: print it as text, with --format text"
        }
    }

    /// What a command that prints says about its file.
    static let discussion = """
        Text goes to standard output unless --output names a file; a PDF needs one. The file is \
        readable by its owner alone and never takes another's place without --force.
        """

    func validate() throws {
        guard format == .text || output != nil else {
            throw ValidationError("A PDF needs a file: --output FILE.")
        }
    }

    /// - Parameter isRehearsed: whether only what goes to the terminal is written.
    func print(
        _ summary: PrintedSummary, isRehearsed: Bool = false, to console: Console
    ) throws {
        let lines = SummaryText(summary).lines
        guard let output else {
            for line in lines { console.line(line) }
            return
        }
        let path = console.absolute(output)
        let text = lines.joined(separator: "\n") + "\n"
        let document = PDFDocument(summary)
        guard format == .text || !document.hasReplacements else { throw Problem.lettersMissing }
        guard !isRehearsed else { return console.say("no file was written") }
        let bytes = format == .pdf ? document.bytes : Array(text.utf8)
        try OutputFile(path).write(bytes, replacing: force)
        console.line(path)
    }
}
