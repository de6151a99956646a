import Benefits
import Fees
import Merge
import Participation
import Records
import Tables
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
            case .sentence(let text), .line(let text): text
            }
        }
    }

    @Test func `card, benefits and what is left stand on it`() throws {
        let used = ["asOf=2026-06-01", "maximumUsed=250.00", "deductibleMet=20.00"]
        let summary = try Self.summary(InsuredPatient(usage: used))
        #expect(Self.texts(summary, "Patient").contains("Name: Alba Synthley"))
        #expect(Self.texts(summary, "Synthetic Dental").contains("Member id: SYN0001"))
        #expect(
            Set(Self.texts(summary, "what the plan says")) == [
                "Preventive services: the plan pays 100 %, without a deductible.",
                "Basic services: the plan pays 80 % after the deductible.",
                "Major services: the plan pays 50 % after the deductible.",
                "You pay the first $50.00 each calendar year (deductible).",
                "The plan pays at most $1000.00 each calendar year.",
            ])
        let left = Self.texts(summary, "what is left")
        #expect(left.contains("Deductible left: $30.00"))
        #expect(left.contains("Maximum left: $750.00"))
        #expect(Self.texts(summary, "Please note").contains { $0.contains("no promise") })
        #expect(summary.footer == "footer")
    }

    /// A release of dental codes of whom D0120 ended before today.
    private static func endCode(_ patient: inout InsuredPatient) {
        patient.add(
            .codeSetRelease, RecordID(bits: 0xC0),
            [
                "name=CDT 2026", "system=CDT", "edition=2026", "effectiveFrom=2026-01-01",
                "codes[D0120]=;;2026-05-31;D0150", "codes[D0140]=;2026-01-01",
            ])
    }

    @Test func `a copay for a code that ended is told beside it`() throws {
        let rules = ["D0120", "D0140"].map { "rules[copay;individual;;;\($0);both]=;;;;30.00" }
        var patient = InsuredPatient(rules)
        Self.endCode(&patient)
        #expect(
            try Self.texts(Self.summary(patient), "what the plan says") == [
                "Code D0120: you pay $30.00.",
                "This may no longer hold: code D0120 ended on 2026-05-31, by CDT 2026; D0150 "
                    + "stands in its place.",
                "Code D0140: you pay $30.00.",
            ])
    }

    @Test func `the estimate on paper tells that a code ended`() throws {
        var patient = InsuredPatient()
        Self.endCode(&patient)
        for code in ["D0120", "D0140"] {
            patient.usualFees[code] = .priced(cents: 50_00, source: "UCR")
            patient.contracted[code] = .priced(cents: 40_00, source: "SF1")
        }
        let view = try #require(patient.lookup.record(InsuredPatient.patient))
        let sheet = EstimateSheet(
            patient.lookup, patient.estimate("D0120", "D0140"), patient: view,
            doctor: RecordID(bits: 0xD0), office: RecordID(bits: 0xE0)
        ).printed(footer: "footer")
        #expect(
            Self.texts(sheet, "D0120").contains(
                "This price may change before your visit: code D0120 ended on 2026-05-31, by CDT "
                    + "2026; D0150 stands in its place."))
        #expect(!Self.texts(sheet, "D0140").contains { $0.contains("may change") })
    }

    @Test func `what is missing or contested is said to be unknown`() throws {
        var patient = InsuredPatient(usage: nil)
        let before = patient.lookup
        patient.add(.coverage, InsuredPatient.coverage, ["memberId=A1"], seeing: before)
        patient.add(.coverage, InsuredPatient.coverage, ["memberId=A2"], seeing: before)
        let summary = try Self.summary(patient)
        #expect(Self.texts(summary, "Synthetic Dental").contains("Member id: unknown"))
        let open = Self.texts(summary, "still have to find out")
        #expect(open.contains { $0.contains("what stands on the card") })
        #expect(open.contains { $0.contains("how much of the maximum is left") })
        #expect(open.contains { $0.contains("we will ask the insurer") })
    }

    @Test func `it speaks to a patient: practice, payor's phone, no id, code or command`() throws {
        let office = RecordID(bits: 0xE0)
        var patient = InsuredPatient()
        patient.add(
            .office, office,
            [
                "code=ELM", "name=Elm Street Dental", "physicalLine1=12 Elm Street",
                "physicalCity=Springfield", "physicalState=MA", "physicalZip=01103",
                "phone=4135550100",
            ])
        patient.add(.patient, InsuredPatient.patient, ["homeOffice=\(office)"])
        patient.add(
            .payor, InsuredPatient.payor,
            ["contacts[claims]=4135550111", "contacts[member line]=4135550122"])
        let cleanings = patient.addGroup("Cleanings", ["X1"], use: "frequency")
        patient.add(
            .insurancePlan, InsuredPatient.plan,
            ["rules[limitation;individual;;\(cleanings);;both]=calendarYear;;;;;2;services"])
        let second = RecordID(bits: 0x44)
        patient.add(
            .coverage, second,
            [
                "patient=\(InsuredPatient.patient)", "insurancePlan=\(InsuredPatient.plan)",
                "effectiveFrom=2026-01-01",
            ])
        patient.add(
            .patient, InsuredPatient.patient,
            ["coverageOrder[2026-01-01]=\(InsuredPatient.coverage)"])
        let summary = try Self.summary(patient)
        let practice = Self.texts(summary, "Your dental office")
        #expect(practice.contains("Practice: Elm Street Dental"))
        #expect(practice.contains("Address: 12 Elm Street, Springfield, MA 01103"))
        #expect(practice.contains("Phone: (413) 555-0100"))
        let card = Self.texts(summary, "Coverage 1: Synthetic Dental")
        #expect(card.contains("Insurer's phone: (413) 555-0122"))
        let text = SummaryText(summary).lines.joined(separator: " ")
        #expect(text.contains("Two cleanings each calendar year."))
        #expect(text.contains("pays, before or after your other cover"))
        for word in ["`", "bridgework", "PL1", second.suffix, InsuredPatient.coverage.suffix] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test func `without a coverage it says so`() throws {
        var patient = InsuredPatient()
        patient.add(.coverage, InsuredPatient.coverage, ["effectiveThrough=2026-01-31"])
        let summary = try Self.summary(patient)
        #expect(Self.texts(summary, "Coverage") == ["No coverage is on file for 2026-06-15."])
    }
}
