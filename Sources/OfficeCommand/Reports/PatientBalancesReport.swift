import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What patients can be billed now.
struct PatientBalancesReport: Report {
    static let number = "R14"
    static let name = "patient-balances"
    static let summary = "what patients owe that insurance is through with"
    static let discussion = """
        Balances of patients in each office's newest snapshot whose claims of that day are paid or \
        closed, and those of days without a coverage. A claim that waits, is denied, in appeal or \
        paid in part keeps its balance out, and so does what the snapshot still has open with \
        insurance for that day; --all shows these, too, and why. `leftByPayor` is what \
        remittances leave to the patient. Credits and what went to collections are left out. The \
        practice's software sends the statements.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Flag(help: "Also those that insurance is not through with.")
    var all = false

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        return try desk.reading { lookup in
            let found = PatientBalances(lookup, office: office, on: day).all()
                .filter { all || $0.isReady }
            return .patientBalances(found, title: "Balances ready after insurance", lookup)
        }
    }
}
