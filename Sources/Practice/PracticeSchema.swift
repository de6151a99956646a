internal import Benefits
internal import Claims
internal import Fees
package import Merge
internal import Participation
package import Records

/// Every record type of this release, the one thing the layers beside and above are handed.
package enum PracticeSchema {
    package static let current = Schema(
        version: 1,
        types: offices + credentialing + contracts + feeSchedules + patients + coverage + work
            + payments)

    private static let offices: [RecordType] = [
        .organization, .office, .user, .scheduleBlock,
    ]

    private static let credentialing: [RecordType] = [
        .practitioner, .practitionerPrivate, .locationAssignment, .credential, .malpracticePolicy,
        .caqhProfile, .verification, .sanctionCheck, .exclusion, .document, .requirementTemplate,
        .onboardingRun, .moveRun, .enrollment, .payorNotice, .gapDecision,
    ]

    private static let contracts: [RecordType] = [
        .payor, .network, .networkAccess, .payorContract, .contractLocation, .negotiation,
    ]

    private static let feeSchedules: [RecordType] = [
        .feeSchedule, .feeAssignment, .feeDraft, .feeScheduleVersion, .feeReceipt, .codeGroup,
        .codeSetRelease, .codeMap, .volume,
    ]

    private static let patients: [RecordType] = [
        .patient, .guarantor, .accessRequest, .appointment,
    ]

    private static let coverage: [RecordType] = [
        .insurancePlan, .coverage, .benefitUsage, .benefitVerification, .estimate, .coverageSummary,
    ]

    private static let payments: [RecordType] = [
        .remittance, .claimPayment, .claim, .authorization, .appeal, .waitingAnswer,
        .receivable, .payorConnection,
    ]

    private static let work: [RecordType] = [
        .task, .contactLog, .proposal, .custody, .quarantine, .conflictNote, .settlement,
    ]
}

extension RecordLookup {
    /// All of this release, wherever the records are kept.
    package var schema: Schema { PracticeSchema.current }
}

extension Settlement {
    /// The types of which a rule over several records says that one must yield.
    package static let types = Set(
        PracticeSchema.current.types.filter { mayConcern($0) }.map(\.name))
}
