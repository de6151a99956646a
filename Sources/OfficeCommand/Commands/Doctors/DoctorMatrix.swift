import ArgumentParser
import Merge
import Practice
import Replica

/// Who is in which contract where (R1).
struct DoctorMatrix: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "Show doctors and offices by contract: the state and its date.",
        discussion: """
            A cell is blank where the contract does not cover the office on that day. `no case`: \
            nobody has opened one; `group`, `delegated`, `not asked`: none is needed; `unknown`: a \
            conflict stands. `lapsed` names what of the doctor's has lapsed on that day. Printed \
            as `bridgework report` prints.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Option(help: "That contract alone, by code.")
    var contract: String?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try asOf ?? desk.today
        let office = try desk.heldOffice(code: office)
        let contract = try contract.map { try desk.find(.payorContract, named: $0) }
        let table = try desk.reading { lookup in
            ReportTable.matrix(
                NetworkBook(lookup), asOf: day, office: office, contract: contract)
        }
        table.print(format, try ReportFooter(desk, asOf: day), to: console)
    }
}
