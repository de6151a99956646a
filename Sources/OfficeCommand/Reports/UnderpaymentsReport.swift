import ArgumentParser
internal import Claims
import Merge
internal import Participation
internal import Records
import Replica
internal import Tables

/// What payors allow less for than they agreed to.
struct UnderpaymentsReport: Report {
    static let number = "R6b"
    static let name = "underpayments"
    static let summary = "services that payors allow less for than their contracts say"
    static let discussion = """
        Each paid service beside the fee of the version in force on its date of service, by the \
        contract through which the doctor was in network there that day; the lesser of charge and \
        fee counts. `allowed` is what the payor paid and what it left to the patient; `short` is \
        what is missing. Not compared: payments that wait for a match or whose sums do not come \
        out, payors that pay second, reversals and what they take back, predeterminations, and \
        services of which nothing is allowed. `remittance dispute PAYMENT` writes to the payor.
        """

    @Option(help: "Services from this day on; all if not given.")
    var from: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Option(help: "That payor alone, by code.")
    var payor: String?

    @Flag(help: "Also what comes out, and what nobody can compare, with the reason.")
    var all = false

    @Option(help: "As of which day: payments after it are not looked at; today if not given.")
    var asOf: Day?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        let payor = try payor.map { try desk.find(.payor, named: $0) }
        return try desk.reading { lookup in
            let lines = Underpayments(
                lookup, from: from ?? .earliest, paidBy: day, office: office, payor: payor
            ).lines()
            return .underpayments(lines, showsAll: all, lookup)
        }
    }
}
