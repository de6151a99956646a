import Merge
import Practice
import Testing

/// What stands on a patient's summary, and what is said to be unknown.
struct CoverageSummaryTests {
    private static func summary(_ patient: InsuredPatient) throws -> PrintedSummary {
        let view = try #require(patient.lookup.record(InsuredPatient.patient))
        return CoverageSummary(patient.lookup, patient: view, today: InsuredPatient.today)
            .printed(footer: "footer")
    }

    private static func texts(_ summary: PrintedSummary, _ heading: String) -> [String] {
        summary.sections.filter { $0.heading.contains(heading) }.flatMap(\.items).map { item in
            switch item {
            case .row(let name, let value): "\(name): \(value)"
            case .sentence(let text): text
            }
        }
    }

    @Test func `card, benefits and what is left stand on it`() throws {
        let used = ["asOf=2026-06-01", "maximumUsed=250.00", "deductibleMet=20.00"]
        let summary = try Self.summary(InsuredPatient(usage: used))
        #expect(Self.texts(summary, "Patient").contains("Name: Alba Synthley"))
        #expect(Self.texts(summary, "Synthetic Dental").contains("Member id: SYN0001"))
        #expect(Self.texts(summary, "what the plan says").count == InsuredPatient.usualRules.count)
        let left = Self.texts(summary, "what is left")
        #expect(left.contains { $0.hasPrefix("Deductible left: 30.00") })
        #expect(left.contains { $0.hasPrefix("Maximum left: 750.00") })
        #expect(Self.texts(summary, "Please note").contains { $0.contains("no promise") })
        #expect(summary.footer == "footer")
    }

    @Test func `what is missing or contested is said to be unknown`() throws {
        var patient = InsuredPatient(usage: nil)
        let before = patient.lookup
        patient.add(.coverage, InsuredPatient.coverage, ["memberId=A1"], seeing: before)
        patient.add(.coverage, InsuredPatient.coverage, ["memberId=A2"], seeing: before)
        let summary = try Self.summary(patient)
        #expect(Self.texts(summary, "Synthetic Dental").contains("Member id: unknown"))
        let unknown = Self.texts(summary, "nobody knows")
        #expect(unknown.contains { $0.contains("identity") })
        #expect(unknown.contains { $0.contains("Maximum left") })
        #expect(unknown.contains { $0.contains("never verified") })
    }

    @Test func `without a coverage it says so`() throws {
        var patient = InsuredPatient()
        patient.add(.coverage, InsuredPatient.coverage, ["effectiveThrough=2026-01-31"])
        let summary = try Self.summary(patient)
        #expect(Self.texts(summary, "Coverage") == ["No coverage is on file for 2026-06-15."])
    }
}
