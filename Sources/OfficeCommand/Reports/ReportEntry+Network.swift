import Merge
import Practice
import Replica

extension ReportEntry {
    static let matrix = ofRecords(
        "R1", "matrix", "doctors and offices by contract: state and date"
    ) { lookup, query in
        .matrix(NetworkBook(lookup), asOf: query.asOf, office: query.office)
    }

    static let expirables = ofRecords(
        "R2", "expirables", "licences, policies, attestations and deadlines that run out"
    ) { lookup, query in
        .expirables(
            Expirables(lookup, asOf: query.asOf).all(within: Expirable.daysAhead),
            unheld: lookup.office == nil ? [] : Lapses.Kind.central.map(\.name))
    }

    static let gaps = ofRecords(
        "R4", "gaps", "days on which doctors are scheduled and not in network"
    ) { lookup, query in
        .gaps(
            NetworkBook(lookup), GapDecisions(lookup),
            within: GapFinder.horizon(from: query.asOf), office: query.office)
    }
}
