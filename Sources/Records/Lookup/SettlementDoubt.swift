package import Merge

/// Why what somebody decided of two records is open again, although nobody answered otherwise.
package struct SettlementDoubt: Equatable, Sendable, CustomStringConvertible {
    package let cause: Cause
    /// Those between which a person decides anew.
    package let records: Set<RecordID>

    /// What makes the answers unsound together.
    package enum Cause: Equatable, Sendable {
        /// Answers send one record to the next and back to the first.
        case circle
        /// Answers send one record to two that are not one.
        case fork
        /// Answers make one what another answer tells apart.
        case torn
        /// What was kept was entered in error.
        case keptInError
        /// Whoever made one yield had not seen these entries on it.
        case unseen([Entry])
    }

    /// For whoever decides.
    package var description: String {
        switch cause {
        case .circle: "the answers send one to the next and back again: none of them holds"
        case .fork: "the answers send one record to two others: none of them holds"
        case .torn: "the answers make one what another answer tells apart"
        case .keptInError: "the record that was kept was entered in error"
        case .unseen(let entries):
            "whoever settled it had not seen what was written to "
                + Set(entries.map(\.attribute)).sorted().joined(separator: ", ")
                + " of the record that yields; the answer holds meanwhile, and nothing of that "
                + "was carried over"
        }
    }
}

extension SettlementWeighing {
    /// What is against an answer that keeps one of two; `nil` where it holds and hides nothing
    /// that its writer had not seen.
    package mutating func doubt(about settlement: Settlement) -> SettlementDoubt? {
        guard case .keep(let kept, _) = settlement.answer else { return nil }
        let other = settlement.other(than: kept)
        let circle = circle(through: other)
        if !circle.isEmpty { return SettlementDoubt(cause: .circle, records: circle) }
        let fork = fork(at: other)
        if !fork.isEmpty { return SettlementDoubt(cause: .fork, records: fork) }
        let torn = torn(through: kept)
        if !torn.isEmpty { return SettlementDoubt(cause: .torn, records: torn) }
        let pair = Set(settlement.records)
        // `nil` where the office does not hold it.
        let state = lookup.state(other)
        guard state?.isInError != true else { return nil }
        if lookup.state(kept)?.isInError == true {
            return SettlementDoubt(cause: .keptInError, records: pair)
        }
        guard holding(against: other).contains(where: { $0.id == settlement.id }) else {
            return nil
        }
        let own = lookup.state(settlement.id) ?? RecordState()
        let unseen = state.map { settlement.unseen(in: $0, own: own) } ?? []
        return unseen.isEmpty ? nil : SettlementDoubt(cause: .unseen(unseen), records: pair)
    }

    /// What is against the answers that these records, and no others, are open for again.
    package mutating func doubt(about records: [RecordID]) -> SettlementDoubt? {
        let open = Set(records)
        let answers = Set(records.flatMap { lookup.settlements(of: $0) }.map(\.id)).sorted()
        for id in answers {
            guard let settlement = lookup.record(id).flatMap({ Settlement(of: $0) }),
                let doubt = doubt(about: settlement), doubt.records == open
            else { continue }
            return doubt
        }
        return nil
    }
}
