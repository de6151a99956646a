import ArgumentParser
import Merge
import Practice
import Replica

/// Makes a report by its number or name.
struct ReportCommand: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make a report by number or name; without one, list them.",
        discussion: """
            A report is made from what this store holds and ends in a footer: as of which day, \
            which replica, how far it is and when it last was level with the hub. JSON is an \
            object with title, rows (an array of objects) and footer; CSV ends in one line that \
            begins with `# ` and holds the footer.

            \(ReportEntry.all.map { "\($0.id) \($0.name): \($0.summary)" }
                .joined(separator: "\n"))
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The report's number or name.")
    var name: String?

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        guard let name, ReportEntry.named(name) == nil else { return }
        throw ValidationError("There is no such report. `bridgework report` lists them.")
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        guard let entry = name.flatMap(ReportEntry.named) else { return list(console) }
        let query = ReportQuery(
            asOf: try asOf ?? desk.today,
            office: try desk.heldOffice(code: office))
        let table = try entry.make(desk, query)
        table.print(format, try ReportFooter(desk, asOf: query.asOf), to: console)
    }

    private func list(_ console: Console) {
        var listing = Listing(["id", "name", "summary"])
        for entry in ReportEntry.all {
            listing.add([.init(entry.id), .init(entry.name), .init(entry.summary)])
        }
        listing.print(format, to: console)
    }
}
