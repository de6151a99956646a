import Benefits
import Merge
import Participation
import Testing

/// When a coverage has to be verified; each reason on both sides of its edge.
struct VerificationNeedsTests {
    private static let today = InsuredPatient.today

    private static func patient(verifiedOn day: String?, _ more: [String] = []) -> InsuredPatient {
        var patient = InsuredPatient([], usage: nil)
        if let day {
            patient.add(
                .benefitVerification, InsuredPatient.verification,
                [
                    "coverage=\(InsuredPatient.coverage)", "requestedOn=\(day)",
                    "completedOn=\(day)", "memberId=SYN0001", "coveredFrom=2026-01-01",
                    "status+=completeActive;\(day)",
                ] + more)
        }
        return patient
    }

    private static func reasons(_ patient: InsuredPatient) -> [String] {
        VerificationNeeds(patient.lookup, today: today).all().flatMap(\.reasons)
            .map(\.description)
    }

    private static func ask(
        _ patient: inout InsuredPatient, on day: String, appointment: String
    ) {
        patient.add(
            .benefitVerification, RecordID(bits: 0x77),
            [
                "coverage=\(InsuredPatient.coverage)", "requestedOn=\(day)",
                "appointmentOn=\(appointment)", "status+=need;\(day)",
            ])
    }

    @Test func `a coverage nobody verified needs it`() {
        #expect(Self.reasons(Self.patient(verifiedOn: nil)) == ["the coverage was never verified"])
    }

    @Test(arguments: [("2026-05-16", 0), ("2026-05-15", 1)])
    func `a verification is stale after thirty days`(day: String, count: Int) {
        #expect(Self.reasons(Self.patient(verifiedOn: day)).count == count)
    }

    @Test func `a payor's own window counts`() {
        var patient = Self.patient(verifiedOn: "2026-05-15")
        patient.add(.payor, InsuredPatient.payor, ["verificationWindowDays=60"])
        #expect(Self.reasons(patient).isEmpty)
        patient.add(.payor, InsuredPatient.payor, ["verificationWindowDays=10"])
        #expect(Self.reasons(patient)[0].contains("more than 10 days"))
    }

    @Test(arguments: [("2026-06-20", "an appointment on"), ("2026-06-21", "last verified on")])
    func `an appointment within five days makes an old verification urgent`(
        day: String, says: String
    ) {
        var patient = Self.patient(verifiedOn: "2026-05-01")
        Self.ask(&patient, on: "2026-06-10", appointment: day)
        #expect(Self.reasons(patient).contains { $0.hasPrefix(says) })
    }

    @Test func `a request is met by a later answer`() {
        var patient = Self.patient(verifiedOn: "2026-06-10")
        Self.ask(&patient, on: "2026-06-10", appointment: "2026-06-16")
        #expect(Self.reasons(patient).isEmpty)
        Self.ask(&patient, on: "2026-06-10", appointment: "2026-06-16")
        patient.add(
            .benefitVerification, RecordID(bits: 0x78),
            [
                "coverage=\(InsuredPatient.coverage)", "requestedOn=2026-06-11", "status+=need",
            ])
        #expect(Self.reasons(patient) == ["a verification was asked for on 2026-06-11"])
    }

    @Test func `a new benefit year needs a new word`() {
        var patient = Self.patient(verifiedOn: "2026-05-31")
        #expect(Self.reasons(patient).isEmpty)
        patient.add(.insurancePlan, InsuredPatient.plan, ["benefitYearMonth=6"])
        #expect(Self.reasons(patient)[0].contains("benefit year began on 2026-06-01"))
    }

    @Test func `a changed card or term needs a new word`() {
        for change in ["memberId=SYN9", "effectiveThrough=2026-12-31"] {
            var patient = Self.patient(verifiedOn: "2026-06-10")
            #expect(Self.reasons(patient).isEmpty)
            patient.add(.coverage, InsuredPatient.coverage, [change])
            #expect(Self.reasons(patient)[0].contains("coverage changed"), "\(change)")
        }
    }

    @Test func `a rule that changed since needs a new word`() {
        let rule = "[coinsurance;individual;basic;;;both]=;;80"
        var patient = Self.patient(verifiedOn: "2026-06-10", ["answers" + rule])
        #expect(Self.reasons(patient)[0].contains("plan's rules are not those"))
        patient.add(.insurancePlan, InsuredPatient.plan, ["rules" + rule])
        #expect(Self.reasons(patient).isEmpty)
        patient.add(
            .insurancePlan, InsuredPatient.plan, ["rules" + rule.replacing("80", with: "70")])
        #expect(Self.reasons(patient).count == 1)
    }

    @Test func `a coverage that is over or known to be inactive is not asked after`() {
        var patient = Self.patient(verifiedOn: nil)
        patient.add(.coverage, InsuredPatient.coverage, ["effectiveThrough=2026-06-14"])
        #expect(Self.reasons(patient).isEmpty)
        var inactive = InsuredPatient([], usage: nil)
        inactive.add(
            .benefitVerification, InsuredPatient.verification,
            [
                "coverage=\(InsuredPatient.coverage)", "requestedOn=2026-01-01",
                "completedOn=2026-01-01", "status+=completeInactive",
            ])
        #expect(Self.reasons(inactive).isEmpty)
    }
}
