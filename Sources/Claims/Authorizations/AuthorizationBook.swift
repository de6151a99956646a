internal import Benefits
package import Merge
package import Records
internal import Tables

/// The authorizations that are held here, each with what a remittance answers to it.
package struct AuthorizationBook<Lookup: RecordLookup> {
    private let lookup: Lookup

    package init(_ lookup: Lookup) {
        self.lookup = lookup
    }

    /// Every active one, what is planned first in front.
    package func all() -> [AuthorizationCase] {
        read(lookup.records(.authorization))
    }

    /// Those of one coverage.
    package func cases(of coverage: RecordID) -> [AuthorizationCase] {
        read(lookup.records(where: Authorization.coverage, is: coverage))
    }

    /// One, by the end of its id or the payor's number where only one has it.
    package func authorization(_ name: String) throws -> AuthorizationCase {
        let numbered = all().filter { $0.letter?.number == name }
        if numbered.count == 1 { return numbered[0] }
        let view = try lookup.view(.authorization, name)
        guard let found = read([view], active: false).first else {
            throw DeedProblem.noSuchRecord(type: RecordType.authorization.name)
        }
        return found
    }

    private func read(
        _ views: some Sequence<RecordView>, active: Bool = true
    ) -> [AuthorizationCase] {
        let order = { (found: AuthorizationCase) in (found.plannedOn?.number ?? .max, found.id) }
        return views.filter { !active || $0.isActive }.compactMap { view in
            let patient = view[Authorization.coverage].flatMap { lookup.record($0) }?[
                Coverage.patient]
            guard var found = AuthorizationCase(view, of: patient) else { return nil }
            found.answeredOn = answer(to: found)
            return found
        }.sorted { order($0) < order($1) }
    }

    /// When a payor said in a remittance what it would pay.
    private func answer(to found: AuthorizationCase) -> Day? {
        guard found.kind == .predetermination, let number = found.claimNumber else { return nil }
        let days = PaymentBook(lookup).numbered(number)
            .filter { $0.status == .predetermination && !$0.isDisputed }
            .filter { $0.coverage == nil || $0.coverage == found.coverage }
            .compactMap { lookup.record($0.remittance) }
            .map { $0[Remittance.paidOn] ?? $0[Remittance.producedOn] ?? .earliest }
        return days.max()
    }
}
