package import Benefits
package import Merge
internal import Records
import Rulebook

/// A coverage with whose it is, where it stands, and why it has to be verified.
package struct CoverageCase: Sendable {
    package let id: RecordID
    package let patient: RecordID?
    package let patientName: String
    package let plan: String
    package let from: Day?
    package let through: Day?
    /// The state of its workflow; `conflict` while people contradict each other.
    package let state: String
    package let verifiedOn: Day?
    /// `nil` where the payor's word is fresh, or the coverage over.
    package let need: VerificationNeed?

    init(_ view: RecordView, need: VerificationNeed?, lookup: StoreLookup) {
        let patient = view[Coverage.patient].flatMap { lookup.record($0) }
        let plan = view[Coverage.insurancePlan].flatMap { lookup.record($0) }
        let standing = Workflow.coverage.standing(of: view)
        let isContested = CoverageStanding(view, lookup).conflict != nil
        self.id = view.id
        self.patient = patient?.id
        self.patientName = patient?.personName ?? ""
        self.plan = plan?[InsurancePlan.code] ?? ""
        self.from = view[Coverage.term.from]
        self.through = view[Coverage.term.through]
        self.state = isContested || standing.conflict != nil ? "conflict" : standing.state
        self.verifiedOn = BenefitVerifications(lookup, coverage: view.id).newest?.on
        self.need = need
    }
}
