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
        let payments = Dictionary(grouping: PaymentBook(lookup).all(), by: \.claimNumber)
        let views = lookup.records(.claim).filter(\.isActive)
        return Dictionary(grouping: views) { $0[Claim.claimNumber] ?? "" }
            .flatMap { number, views in claims(views, payments[number] ?? []) }
            .filter { office == nil || $0.office == office }
            .sorted { ($0.number, $0.id) < ($1.number, $1.id) }
    }

    /// One of them, by the end of its id, or by its number where only one has it.
    package func claim(_ name: String) throws -> RegisteredClaim {
        let numbered = lookup.records(where: Claim.claimNumber, shows: name).filter(\.isActive)
        let view = numbered.count == 1 ? numbered[0] : try lookup.view(.claim, name)
        let number = view[Claim.claimNumber] ?? ""
        let same = lookup.records(where: Claim.claimNumber, shows: number).filter(\.isActive)
        let found = claims(same, PaymentBook(lookup).numbered(number)).first { $0.id == view.id }
        guard let found else {
            throw DeedProblem.noSuchRecord(type: RecordType.claim.name)
        }
        return found
    }

    /// Those of one number.
    package func numbered(_ number: String) -> [RegisteredClaim] {
        let views = lookup.records(where: Claim.claimNumber, shows: number).filter(\.isActive)
        return claims(views, PaymentBook(lookup).numbered(number))
    }

    /// Claims of one number, each with what was paid of it.
    ///
    /// A number is the practice's account of a patient as often as one claim's: a payment is of the
    /// one that it fits, and of the last one that had gone out by then where it fits several.
    private func claims(
        _ views: [RecordView], _ payments: [ObservedPayment]
    ) -> [RegisteredClaim] {
        let claims = views.compactMap { RegisteredClaim($0) }
        guard !payments.isEmpty else { return claims }
        var paidOn: [RecordID: Day] = [:]
        for payment in payments {
            paidOn[payment.id] = lookup.record(payment.remittance)?[Remittance.paidOn]
        }
        let ordered = payments.sorted { left, right in
            let days = (paidOn[left.id] ?? .earliest, paidOn[right.id] ?? .earliest)
            return (days.0, left.place, left.id) < (days.1, right.place, right.id)
        }
        let order = { (claim: RegisteredClaim) in (claim.sentOn ?? .earliest, claim.id) }
        var own: [RecordID: [ObservedPayment]] = [:]
        for payment in ordered {
            let fitting = claims.filter { $0.fits(payment, paidOn: paidOn[payment.id]) }
            guard let last = fitting.max(by: { order($0) < order($1) }) else { continue }
            own[last.id, default: []].append(payment)
        }
        return claims.map { $0.paid(by: own[$0.id] ?? [], on: paidOn) }
    }
}
