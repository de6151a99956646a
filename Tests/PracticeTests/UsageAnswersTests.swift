import Benefits
import DeskKit
import Merge
import Practice
import Records
import Testing

/// Words of a payor on one coverage: which of them stand, and which contradict each other.
struct UsageAnswersTests {
    private static let one = RecordID(bits: 0x71)
    private static let two = RecordID(bits: 0x72)

    /// Two words of one day, or of two.
    private static func patient(
        _ first: [String], _ second: [String], on days: (String, String) = daysOfOne
    ) -> InsuredPatient {
        var patient = InsuredPatient(usage: nil)
        for (id, day, fields) in [(one, days.0, first), (two, days.1, second)] {
            patient.add(
                .benefitUsage, id,
                ["coverage=\(InsuredPatient.coverage)", "asOf=\(day)", "source=portal"] + fields)
        }
        return patient
    }

    private static let daysOfOne = ("2026-06-01", "2026-06-01")

    private static func differing(_ patient: InsuredPatient) -> [RecordID] {
        CrossChecks(patient.lookup).all().filter { $0.kind == .differingAnswers }
            .flatMap(\.records)
    }

    @Test func `words that say one figure differently contradict each other`() {
        let differ = Self.patient(["maximumUsed=1.00"], ["maximumUsed=2.00"])
        #expect(Self.differing(differ) == [Self.one, Self.two])
        #expect(CrossConflict.Kind.differingAnswers.isBlocking)
        let agree = Self.patient(["maximumUsed=1.00"], ["maximumUsed=1.00", "deductibleMet=2.00"])
        #expect(Self.differing(agree).isEmpty)
        let apart = Self.patient(["maximumUsed=1.00"], ["deductibleMet=2.00"])
        #expect(Self.differing(apart).isEmpty)
    }

    @Test func `words of two days do not: the later one counts`() {
        let later = Self.patient(
            ["maximumUsed=1.00"], ["maximumUsed=2.00"], on: ("2026-06-01", "2026-06-02"))
        #expect(Self.differing(later).isEmpty)
    }

    @Test func `who names the other stands in its place, figure by figure`() {
        let patient = Self.patient(
            ["maximumUsed=100.00", "deductibleMet=50.00"],
            ["maximumUsed=900.00", "replaces+=\(Self.one)"])
        #expect(Self.differing(patient).isEmpty)
        // The later word leaves 100.00, the earlier one says that no deductible is left to meet.
        #expect(patient.line("X2").paysCents == [100_00])
    }

    @Test func `two that name each other decide nothing`() {
        var patient = Self.patient(["maximumUsed=1.00"], ["maximumUsed=2.00"])
        patient.add(.benefitUsage, Self.one, ["replaces+=\(Self.two)"])
        #expect(Self.differing(patient).isEmpty)
        patient.add(.benefitUsage, Self.two, ["replaces+=\(Self.one)"])
        #expect(Self.differing(patient) == [Self.one, Self.two])
    }

    @Test func `one that is out of use says nothing`() throws {
        var patient = Self.patient(["maximumUsed=1.00"], ["maximumUsed=2.00"])
        patient.take([
            try LifecycleChange.write(
                type: .benefitUsage, record: Self.two, to: .enteredInError, reason: "mistyped",
                seeing: patient.lookup.state(Self.two) ?? RecordState())
        ])
        #expect(Self.differing(patient).isEmpty)
    }
}
