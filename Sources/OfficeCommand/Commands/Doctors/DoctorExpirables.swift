import ArgumentParser
import Merge
import Practice
import Replica

/// What runs out (R2).
struct DoctorExpirables: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expirables",
        abstract: "List licences, policies, attestations and deadlines that run out.",
        discussion: """
            What is suspended, revoked or sanctioned stays on the list whatever its date, and \
            what has expired stays until it is renewed. Numbers show their last four characters. \
            Printed as `bridgework report` prints.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "What runs out within so many days, 0 to 3650.")
    var within: Int64 = Expirable.daysAhead

    @Option(help: "That doctor alone, by NPI.")
    var doctor: String?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        guard (0...3_650).contains(within) else {
            throw ValidationError("--within takes 0 to 3650 days.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try asOf ?? desk.today
        let doctor = try doctor.map { try desk.find(.practitioner, named: $0) }
        let table = try desk.reading { lookup in
            ReportTable.expirables(
                Expirables(lookup, asOf: day).all(within: within, of: doctor),
                unheld: lookup.office == nil ? [] : Lapses.Kind.central.map(\.name))
        }
        table.print(format, try ReportFooter(desk, asOf: day), to: console)
    }
}
