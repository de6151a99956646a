package import Merge
package import Records

// The centre and each office keep their own record of a remittance, so that no replica writes to a
// record whose offices it is not among. What is one in the payor's words is counted once here: by
// the digest of the set and the claim's place in it.

/// The claims of remittances that are held here, each once, whoever took its file in.
package struct PaymentBook<Lookup: RecordLookup> {
    private let lookup: Lookup

    package init(_ lookup: Lookup) {
        self.lookup = lookup
    }

    /// What two records of one claim of one remittance have in common.
    private struct Source: Hashable {
        let digest: String
        let place: Int64
    }

    /// By remittance and place.
    package func all() -> [ObservedPayment] {
        once(lookup.records(.claimPayment))
    }

    /// Those of claims with that number.
    package func numbered(_ number: String) -> [ObservedPayment] {
        once(lookup.records(where: ClaimPayment.claimNumber, shows: number))
    }

    /// Those of one remittance, whichever record of it that is.
    package func payments(of remittance: RecordID) -> [ObservedPayment] {
        let digest = digest(of: remittance)
        return all().filter { self.digest(of: $0.remittance) == digest }
    }

    /// What the payor takes or adds beside the claims of a remittance, by its codes, in cents: less
    /// than nothing is paid.
    package func provisions(of remittance: RecordID) -> [(words: String, cents: Int64)] {
        typealias Provisions = Remittance.Provisions
        let rows = lookup.record(remittance)?[Remittance.provisions] ?? []
        return rows.map { row in
            let words = [row[Provisions.reason], row[Provisions.reference]]
            return (words.compactMap(\.self).joined(separator: " "), row[Provisions.cents] ?? 0)
        }
    }

    private func digest(of remittance: RecordID) -> String {
        lookup.record(remittance)?[Remittance.digest] ?? remittance.description
    }

    private func once(_ views: some Sequence<RecordView>) -> [ObservedPayment] {
        var digests: [RecordID: String] = [:]
        var kept: [Source: ObservedPayment] = [:]
        for view in views where view.isActive {
            guard let payment = ObservedPayment(view) else { continue }
            let digest = digests[payment.remittance] ?? digest(of: payment.remittance)
            digests[payment.remittance] = digest
            let source = Source(digest: digest, place: payment.place)
            kept[source] = kept[source].map { Self.standing(for: $0, payment) } ?? payment
        }
        return kept.values.sorted { ($0.remittance, $0.place) < ($1.remittance, $1.place) }
    }

    /// The one that is matched; where both are and differ, nobody knows whose it is.
    private static func standing(
        for left: ObservedPayment, _ right: ObservedPayment
    ) -> ObservedPayment {
        var (first, other) = left.id < right.id ? (left, right) : (right, left)
        if !first.isMatched, other.isMatched { swap(&first, &other) }
        let isOther =
            first.patient != other.patient || first.coverage != other.coverage
            || first.office != other.office
        if first.isMatched, other.isMatched, isOther { first.isDisputed = true }
        return first
    }
}
