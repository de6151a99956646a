import ArgumentParser
internal import Benefits
internal import Fees
import Merge
import Practice
internal import Records
import Replica
import Rulebook
internal import Tables

/// Code sets that the customer is licensed to use.
struct Codes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import and compare releases of code sets, from your own licensed files.",
        subcommands: [CodesImport.self, CodesDiff.self, CodesCheck.self, CodesList.self])
}

/// Takes a release in.
struct CodesImport: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in a release of a code set from your own file.",
        discussion: """
            The file is a CSV with a code column, and where it has them effective_from, \
            effective_through, replaced_by and label. Labels are licensed text: they stay in the \
            file unless --with-labels and --licence-holder say that every office may have them.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The file.")
    var file: String

    @Option(help: "CDT, CPT, HCPCS, ICD-10-CM, CARC, RARC, NUCC or local.")
    var system: String

    @Option(help: "The edition, such as 2026.")
    var edition: String

    @Option(help: "The first day of the release.")
    var from: Day?

    @Option(help: "The last day of the release.")
    var through: Day?

    @Option(help: "Who holds the licence for the labels.")
    var licenceHolder: String?

    @Flag(help: "Take the labels in, too: the licence covers every office.")
    var withLabels = false

    func validate() throws {
        let systems = CodeSetRelease.codeSystems
        guard systems.contains(system) else {
            throw ValidationError("--system takes one of \(systems.joined(separator: ", ")).")
        }
        guard (1...20).contains(edition.utf8.count) else {
            throw ValidationError("--edition takes 1 to 20 bytes.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let bytes = try ImportFile(console.absolute(file)).bytes()
        let name = String(file.split(separator: "/").last ?? "file")
        var request = ImportCodes(bytes: bytes, system: system, edition: edition)
        request.effectiveFrom = from
        request.effectiveThrough = through
        request.licenceHolder = licenceHolder
        request.withLabels = withLabels
        let done = try perform(request, at: desk, deed, otherwise: "import codes")
        let outcome = done.outcome
        for problem in outcome.file.problems.prefix(ImportLimits.problemsMax) {
            console.say("\(name): \(problem)")
        }
        guard outcome.isAccepted else {
            console.say("nothing was imported: mend the rows above")
            throw ExitCode(Failure.refused)
        }
        if let long = outcome.file.longRows.remark { console.say(long) }
        if outcome.file.labelsLeft > 0 {
            console.say(
                "\(outcome.file.labelsLeft) labels were left in the file: --with-labels and "
                    + "--licence-holder take them in")
        }
        console.line(outcome.release.description)
        let written = done.isRehearsed ? 0 : outcome.changed
        console.say("\(Counted(outcome.file.entries.count, "code")), \(written) written")
        console.tell(receiptOf: done)
    }
}

/// What changes from one release to the next, and what that touches.
struct CodesDiff: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two releases, with the fees, rules, groups and maps touched.")

    @OptionGroup var options: DeskOptions

    @Argument(help: "The earlier release, such as \"CDT 2025\".")
    var before: String

    @Argument(help: "The later release, such as \"CDT 2026\".")
    var after: String

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let (older, newer) = try desk.reading { lookup in
            let releases = try [before, after].map { try lookup.codeRelease($0) }
            guard releases[0].id != releases[1].id else { throw FeeError.sameRelease }
            return (releases[0], releases[1])
        }
        let today = try desk.today
        let table = try desk.reading { lookup in
            FeeReports.codeImpact(from: older, to: newer, lookup: lookup, today: today)
        }
        try output.print(table, to: console)
        let diff = CodeSetDiff(from: older, to: newer)
        let counts = CodeSetDiff.Kind.allCases.map { "\(diff.count($0)) \($0.rawValue)" }
        console.say(counts.joined(separator: ", "))
    }
}

/// Which codes that records name do not hold on a day.
struct CodesCheck: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "List the codes that fees, rules, groups and maps name and that do not hold.",
        discussion: """
            By the releases in force on the day: what ended, what has not begun, what stands in \
            none. Fees and rules keep such codes for the visits of their time.

            JSON: an array of objects with code, why, place, record and id.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The day, YYYY-MM-DD; today unless said.")
    var on: Day?

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try on ?? desk.today
        let unsound = try desk.reading { CodeImpact.unsound(on: day, in: $0) }
        var listing = Table(["code", "why", "place", "record", "id"])
        for (touched, doubt) in unsound {
            listing.add([
                .init(touched.code), .init(doubt), .init(touched.place.rawValue),
                .init(touched.name), .init(id: touched.record),
            ])
        }
        try output.print(listing, to: console)
        if unsound.isEmpty { console.say("every code holds on \(day), as far as releases say") }
    }
}

/// Every release held here.
struct CodesList: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the releases of code sets held here.")

    @OptionGroup var options: DeskOptions

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let releases = try desk.reading { lookup in
            lookup.records(.codeSetRelease).filter(\.isActive)
                .map { ($0, CodeRelease($0)) }
        }
        var listing = Table(
            ["name", "codes", "labels", "effective", "through", "licenceHolder"], of: "release")
        for (view, release) in releases.sorted(by: { $0.1?.name ?? "" < $1.1?.name ?? "" }) {
            guard let release else { continue }
            listing.add([
                .init(release.name), .init(release.codes.count),
                .init(release.codes.values.count { $0.label != nil }),
                .init(release.effectiveFrom?.description ?? ""),
                .init(release.effectiveThrough?.description ?? ""),
                .init(view[CodeSetRelease.licenceHolder] ?? ""),
            ])
        }
        try output.print(listing, to: console)
    }
}
