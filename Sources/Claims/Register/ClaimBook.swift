package import Merge
package import Records
internal import Tables

/// The claims that are held here, each with what payors paid of it.
package struct ClaimBook<Lookup: RecordLookup> {
    private let lookup: Lookup

    package init(_ lookup: Lookup) {
        self.lookup = lookup
    }

    /// Every active claim, by number and id.
    package func all(office: RecordID? = nil) -> [RegisteredClaim] {
        let payments = Dictionary(
            grouping: lookup.records(.claimPayment).filter(\.isActive)
                .compactMap { ObservedPayment($0) }, by: \.claimNumber)
        return lookup.records(.claim).filter(\.isActive).compactMap { view in
            guard office == nil || view[Claim.office] == office,
                let number = view[Claim.claimNumber]
            else { return nil }
            return claim(view, payments[number] ?? [])
        }.sorted { ($0.number, $0.id) < ($1.number, $1.id) }
    }

    /// One of them, by the end of its id, or by its number where only one has it.
    package func claim(_ name: String) throws -> RegisteredClaim {
        let numbered = lookup.records(where: Claim.claimNumber, shows: name).filter(\.isActive)
        let view = numbered.count == 1 ? numbered[0] : try lookup.view(.claim, name)
        let payments = view[Claim.claimNumber].map { number in
            lookup.records(where: ClaimPayment.claimNumber, shows: number).filter(\.isActive)
                .compactMap { ObservedPayment($0) }
        }
        guard let claim = claim(view, payments ?? []) else {
            throw DeedProblem.noSuchRecord(type: RecordType.claim.name)
        }
        return claim
    }

    private func claim(_ view: RecordView, _ payments: [ObservedPayment]) -> RegisteredClaim? {
        var paidOn: [RecordID: Day] = [:]
        for payment in payments {
            paidOn[payment.id] = lookup.record(payment.remittance)?[Remittance.paidOn]
        }
        let ordered = payments.sorted { left, right in
            let days = (paidOn[left.id] ?? .earliest, paidOn[right.id] ?? .earliest)
            return (days.0, left.place, left.id) < (days.1, right.place, right.id)
        }
        return RegisteredClaim(view, payments: ordered, paidOn: paidOn)
    }
}
