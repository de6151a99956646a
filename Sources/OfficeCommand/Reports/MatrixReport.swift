import ArgumentParser
import Merge
internal import Participation
import Practice
import Replica
internal import Tables

/// Who is in which contract where.
struct MatrixReport: Report {
    static let number = "R1"
    static let name = "matrix"
    static let summary = "doctors and offices by contract: state and date"
    static let discussion = """
        A cell is blank where the contract does not cover the office on that day. `no case`: \
        nobody has opened one; `group`, `delegated`, `not asked`: none is needed; `unknown`: a \
        conflict stands. `lapsed` names what of the doctor's has lapsed on that day.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Option(help: "That contract alone, by code.")
    var contract: String?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        let contract = try contract.map { try desk.find(.payorContract, named: $0) }
        return try desk.reading { lookup in
            .matrix(NetworkBook(lookup), asOf: day, office: office, contract: contract)
        }
    }
}
