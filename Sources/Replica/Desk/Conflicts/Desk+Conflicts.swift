package import Merge
internal import Practice
internal import Records
import Rulebook
package import Store
package import Tables

extension Desk {
    /// Which conflicts somebody asks for, as of this replica's day.
    package func conflictFilter() throws -> ConflictFilter {
        ConflictFilter(today: try today)
    }

    /// The open conflict whose id ends like that.
    package func conflict(
        _ name: String, _ transaction: StoreTransaction
    ) throws -> OpenConflict {
        let found = try transaction.conflicts(endingIn: name)
        guard let first = found.first else { throw DeskError.conflictGone }
        guard found.count == 1 else {
            throw DeedProblem.ambiguous(type: "conflict", candidates: found.map(\.id))
        }
        return first
    }

    /// The conflict that goes by a name, with its candidates; throws where none or several do.
    package func conflictCase(_ name: String) throws -> ConflictCase {
        try store.read { try conflictCase(of: conflict(name, $0), $0) }
    }

    /// The conflict with its candidates, and what is known of them.
    package func conflictCase(
        of open: OpenConflict, _ transaction: StoreTransaction
    ) throws -> ConflictCase {
        let records = try transaction.records(of: open)
        let dossier = ConflictDossier(desk: self, transaction: transaction, open: open)
        let candidates: [ConflictCase.Candidate]
        var recommendation = Recommendation.other(open.kind)
        if open.attribute.isEmpty {
            candidates = try dossier.ofRecords(records)
        } else if open.kind == FieldConflict.Kind.editedWhileRemoved.rawValue {
            candidates = try dossier.ofLife()
        } else {
            candidates = try dossier.ofValues()
            let declared = try type(named: open.type)
            let state = try transaction.view(of: open.record)
            recommendation = Recommendation.siblings(
                declared, open.attribute,
                candidates.map { candidate in
                    let isFromFile =
                        if let entry = candidate.entry, let state {
                            FileWord.holds(entry, of: open.record, declared, in: state)
                        } else { false }
                    return Recommendation.Ground(
                        at: candidate.origin?.effectiveAt,
                        hasDocument: candidate.evidence != nil,
                        isCentral: candidate.author.isCentral, isFromFile: isFromFile)
                })
        }
        let lookup = transaction.lookup
        let views = records.compactMap { lookup.record($0) }
        var doubt: SettlementDoubt?
        if open.attribute.isEmpty, let type = views.first?.type {
            var weighing = SettlementWeighing(lookup, type)
            doubt = weighing.doubt(about: records)
        }
        if let doubt { recommendation = Recommendation.reopened(doubt) }
        return ConflictCase(
            open: open, records: records, candidates: candidates, recommendation: recommendation,
            reasons: doubt == nil ? Likeness.reasons(open.kind, views) : [], doubt: doubt,
            blocking: open.isBlocking
                ? try transaction.dependants(of: open.record, limit: Desk.blockedShownMax) : [])
    }

    /// More of what waits is only counted.
    static let blockedShownMax = 50

    /// R18: what waits for a person, from the derived table.
    package func openMatters(on day: Day) throws -> Table {
        try store.read { transaction in
            let filter = ConflictFilter(today: day)
            let open = try transaction.conflicts(filter, limit: Desk.reportedMax)
            let lookup = transaction.lookup
            return OpenMatters.table(
                lookup,
                conflicts: open.map { conflict in
                    OpenMatters.Conflict(
                        kind: conflict.kind, type: conflict.type, record: conflict.record,
                        attribute: conflict.attribute.isEmpty ? nil : conflict.attribute,
                        isBlocking: conflict.isBlocking, since: conflict.since)
                }, of: try transaction.conflictCount(filter), today: day)
        }
    }

    /// A report holds the first of them by rank; `conflicts list` pages through all.
    private static let reportedMax = 5_000
}
