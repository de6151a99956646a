internal import Benefits
package import Merge
internal import Participation
package import Records

/// What payors ask for before they pay a service, as the group entered it by code.
///
/// An authorization, and what has to go beside a claim.
package struct PayorDemands<Lookup: RecordLookup> {
    private let lookup: Lookup

    package init(_ lookup: Lookup) {
        self.lookup = lookup
    }

    /// The payor of a coverage, by the record that stands for it.
    package func payor(of coverage: RecordID) -> RecordView? {
        let plan = lookup.record(coverage)?[Coverage.insurancePlan].flatMap { lookup.record($0) }
        return plan?[InsurancePlan.payor].flatMap { standing($0) }
    }

    /// What a payor wants for a code; `nil` where nothing is entered, or that it wants none.
    package func authorization(
        of code: String, _ payor: RecordView?
    ) -> Authorization.Kind? {
        typealias Rules = Payor.AuthorizationRules
        return payor?[Payor.authorizationRules].first { $0[Rules.code] == code }?[Rules.kind]
            .flatMap { Authorization.Kind(rawValue: $0) }
    }

    /// What has to go beside a claim or a request for a code, by name.
    package func attachments(for code: String, _ payor: RecordView?) -> [String] {
        typealias Rules = Payor.AttachmentRules
        return (payor?[Payor.attachmentRules] ?? []).filter { $0[Rules.code] == code }
            .compactMap { $0[Rules.attachment] }.sorted()
    }

    /// Every code of which something is entered, ascending.
    package func codes(_ payor: RecordView) -> [String] {
        let codes =
            payor[Payor.authorizationRules, each: Payor.AuthorizationRules.code]
            + payor[Payor.attachmentRules, each: Payor.AttachmentRules.code]
        return Set(codes).sorted()
    }

    /// A payor that yielded to another asks for what that one asks for.
    package func standing(_ payor: RecordID) -> RecordView? {
        lookup.record(payor).flatMap { lookup.record(PayorFinder.standing($0, in: lookup)) }
    }
}
