import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What is open, by age.
struct AgeingReport: Report {
    static let number = "R9"
    static let name = "ageing"
    static let summary = "receivables by age, office, legal entity, payor and class"
    static let discussion = """
        From each office's newest snapshot (`import receivables`); `asOf` is its day, of several \
        the oldest. Age counts from the day of service to the snapshot's day. `debtor` is the \
        class: who owes it. Credits are taken off; `collections` is what was sent to collections, \
        out of the total. `receivable list` has the items.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    @Option(help: "office, entity, payor or debtor; may be repeated. All four if not given.")
    var by: [Ageing.Kind] = []

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        let kinds = by.isEmpty ? Set(Ageing.Kind.allCases) : Set(by)
        return try desk.reading { lookup in
            let open = ReceivableBook(lookup).open(office: office).filter { $0.asOf <= day }
            return .ageing(Ageing(open, by: kinds), by: kinds, title: "Receivables by age", lookup)
        }
    }
}

extension Ageing.Kind: ExpressibleByArgument {}
