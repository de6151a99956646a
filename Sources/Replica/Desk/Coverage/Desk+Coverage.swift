package import Benefits
package import Merge
internal import Records
import Rulebook
import Store
internal import Tables

extension Desk {
    /// Coverages in force that stand in no order, in words: the patient's, of a patient or of a
    /// coverage; none for other records.
    package func orderWarnings(of record: RecordID, on day: Day) throws -> [String] {
        try store.read { transaction in
            let lookup = transaction.lookup
            guard let view = lookup.record(record) else { return [] }
            let owner = view.type.name == RecordType.coverage.name ? view[Coverage.patient] : record
            guard let patient = owner.flatMap({ lookup.record($0) }),
                patient.type.name == RecordType.patient.name
            else { return [] }
            let paying = PayingCoverages(lookup, patient: patient, on: day)
            return paying.outsideOrder.map(paying.warning)
        }
    }

    /// That a question about one patient is about another, who stands for the one; `nil` where it
    /// is about nobody else.
    ///
    /// - Parameter patient: by the id or the end of it.
    package func standInNote(for patient: String?) throws -> String? {
        guard let patient else { return nil }
        return try reading { lookup in
            let named = try lookup.find(.patient, patient)
            let standing = try lookup.findStanding(.patient, patient)
            guard named != standing else { return nil }
            return "patient \(named.suffix) is replaced by \(standing.suffix): this is about the "
                + "latter"
        }
    }

    /// Every coverage this replica holds, or one patient's, with why it has to be verified.
    package func coverages(of patient: String?, on day: Day) throws -> [CoverageCase] {
        try store.read { transaction in
            let lookup = transaction.lookup
            let owner = try patient.map { try lookup.findStanding(.patient, $0) }
            let needs = VerificationNeeds(lookup, today: day)
            let views =
                owner.map { lookup.records(where: Coverage.patient, is: $0) }
                ?? Array(lookup.records(.coverage))
            return views.filter(\.isActive).map { view in
                CoverageCase(view, need: needs.need(view), lookup: lookup)
            }
        }
    }
}

extension Desk {
    /// A plan's rules in words, a contested one once for every candidate.
    package func rules(of plan: String) throws -> [BenefitRule.Listed] {
        try store.read { transaction in
            let id = try find(.insurancePlan, plan, transaction)
            let lookup = transaction.lookup
            return lookup.record(id).map { BenefitRule.listed($0, lookup) } ?? []
        }
    }
}
