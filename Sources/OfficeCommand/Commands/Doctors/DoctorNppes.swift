import ArgumentParser
import Merge
import Practice
import Replica
internal import Tables

/// What the national registry says otherwise.
struct DoctorNppes: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nppes",
        abstract: "Compare doctors with the national provider file (NPPES).",
        discussion: """
            Reads npidata_pfile, and with --locations pl_pfile, as CMS publishes them, of any \
            length, and lists where name, taxonomy, licences or practice addresses differ, and \
            numbers that are deactivated, replaced or an organization's. The registry must hear of \
            a change of place within 30 days: due is that day after the last assignment that began \
            or ended. A suite is not compared. What the file has no columns for is not compared \
            and named. Rows that cannot be read are counted, and the exit code is 1 then. Nothing \
            is written; `import doctors` and `import credentials` take the same file.

            JSON: npi, difference, ours, theirs, due.

            Example: bridgework doctor nppes npidata_pfile_20261101-20261107.csv
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The registry's file, npidata_pfile_….csv.")
    var file: String

    @Option(help: "Its file of further practice locations, pl_pfile_….csv.")
    var locations: String?

    @Flag(help: "The file has every provider, not a week's changes: who is not in it is listed.")
    var whole = false

    @Option(help: "As if it were that day, YYYY-MM-DD.")
    var asOf: Day?

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try asOf ?? desk.today
        let npis = try desk.reading { RegistryComparison.npis($0) }
        var registry = NationalFile(of: npis)
        try Self.pieces(of: console.absolute(file)) { try registry.read(providers: $0) }
        if let locations {
            try Self.pieces(of: console.absolute(locations)) { try registry.read(locations: $0) }
        }
        let national = registry
        let differences = try desk.reading { lookup in
            RegistryComparison(lookup, national, today: day).differences(isWhole: whole)
        }
        var listing = Table(["npi", "difference", "ours", "theirs", "due"])
        for one in differences {
            listing.add([
                .init(one.npi), .init(one.topic.rawValue), .init(one.ours), .init(one.theirs),
                .init(one.dueOn),
            ])
        }
        try output.print(listing, to: console)
        console.say(
            "\(Counted(differences.count, "difference")); in the file: "
                + "\(national.providers.count) of \(Counted(npis.count, "doctor"))")
        for (topic, columns) in national.lacking.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            console.say(
                "not compared: \(topic.rawValue); the file lacks "
                    + columns.joined(separator: ", "))
        }
        let cut = national.providers.values.count(where: \.isCut)
        if cut > 0 {
            console.say(
                "not compared: taxonomy and licences of \(cut) doctors; the file was cut to fewer "
                    + "than fifteen groups of these columns, and theirs are full")
        }
        if let remark = national.longRows.remark { console.say(remark) }
        warn(national.badProviderLines, file, console)
        warn(national.badLocationLines, locations ?? "", console)
        guard national.badProviderLines.isEmpty, national.badLocationLines.isEmpty else {
            throw ExitCode(Failure.refused)
        }
    }

    /// A row that cannot be read may be any doctor's: it is said, never passed over.
    private func warn(_ lines: [Int], _ file: String, _ console: Console) {
        guard let first = lines.first else { return }
        console.say(
            "\(file): rows that could not be read and were not compared: \(lines.count), the first "
                + "on line \(first)")
    }

    private static func pieces(
        of path: String, _ take: (CSVPieces.Piece) throws -> Void
    ) throws {
        var pieces = CSVPieces()
        try ImportFile(path, bytesMax: .max).chunks { chunk in
            for piece in try pieces.add(chunk) { try take(piece) }
        }
        for piece in try pieces.rest() { try take(piece) }
    }
}
