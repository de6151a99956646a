import Merge
import Testing

@testable import Practice
@testable import Records
@testable import Tables

/// What a cell may not hold by its column alone.
struct CellRulesTests {
    private static func office() -> (ImportMemory, ImportContext) {
        var store = ImportMemory()
        store.take(.offices, "office_code,name,tin\nA,Office A,900000001\n")
        store.take(.payors, "payor_code,name\nP1,Synthetic Dental\n")
        store.take(.plans, "plan_code,payor_code,group_number\nPL1,P1,G1\n")
        let office = store.lookup.named("office", "A") ?? RecordID(bits: 0)
        return (store, ImportContext.office(office, today: ImportMemory.today, secret: .test))
    }

    private static func report(patient number: String, born: String = "1980-02-29") -> [String] {
        var (store, context) = office()
        let plan = store.take(
            .patients,
            """
            patient_system,patient_number,family_name,given_name,birth_date
            PMS,"\(number)",Synthley,Cora,\(born)
            """, context: context)
        return plan.report
    }

    @Test(arguments: [
        "1.23457E+11", "1.2e11", "1E+11", "123456789.0", "77.000", "=\"\"0077\"\"", "'125",
        "#REF!", "#NAME?", "########", "Jan-80", "1-Feb", "1234567890123450000",
    ])
    func `a patient number that a spreadsheet has touched is refused`(number: String) {
        let report = Self.report(patient: number)
        #expect(report.count == 1)
        #expect(report.first?.contains("column patient_number: a spreadsheet") == true)
    }

    @Test(arguments: [
        "123456789", "0077", "12.5", "1E11", "A-1.0", "E12", "1.2.0", "#12",
        "JAN-80", "Jan-1980", "123456789012345678", "1234567890123400",
    ])
    func `a patient number as a system gives it out is taken`(number: String) {
        #expect(Self.report(patient: number) == [])
    }

    /// The second is as its system gave it out, or as a spreadsheet left it.
    @Test(arguments: [
        ("1234567890123450", true), ("1234567890123451", false), ("12345678901234500", true),
        ("12345", false),
    ])
    func `long numbers that all end in zeros have been rounded`(other: String, isRounded: Bool) {
        var (store, context) = Self.office()
        let plan = store.take(
            .patients,
            """
            patient_system,patient_number,family_name,given_name,birth_date
            PMS,9876543210987650,Synthley,Cora,1980-02-29
            PMS,\(other),Synthley,Dora,1981-02-28
            """, context: context)
        #expect(plan.report.contains { $0.contains("rounded them") } == isRounded)
        #expect(store.count("patient") == (isRounded ? 0 : 2))
    }

    @Test func `a word for an unknown number is a blank`() {
        #expect(Self.report(patient: "N/A").first?.contains("required and blank") == true)
        var (store, context) = Self.office()
        store.take(
            .patients,
            """
            patient_system,patient_number,family_name,given_name,birth_date
            PMS,1,Synthley,Cora,1980-02-29
            """, context: context)
        let plan = store.take(
            .coverage,
            """
            patient_system,patient_number,plan_code,effective_from,member_id,subscriber_birth_date
            PMS,1,PL1,2026-01-01,pending,
            """, context: context)
        #expect(plan.report == [])
        #expect(store.count("coverage") == 1)
    }

    @Test(arguments: ["2026-11-24", "2090-01-01", "1906-11-22", "1868-01-01"])
    func `a birth date on which no patient was born is refused`(born: String) {
        #expect(
            Self.report(patient: "1", born: born).first?.contains(
                "column birth_date: expected a birth date from 120 years ago to today") == true)
    }

    @Test(arguments: ["2026-11-23", "1906-11-23", "1980-02-29"])
    func `the first and the last day that can be a birth date are taken`(born: String) {
        #expect(Self.report(patient: "1", born: born) == [])
    }

    @Test func `120 years before a leap day begin on the day before the one there was not`() {
        let leap = Day("2020-02-29") ?? Day(number: 0)
        #expect(BirthRule.problem(Day("1900-02-28") ?? leap, today: leap) == nil)
        #expect(BirthRule.problem(Day("1900-02-27") ?? leap, today: leap) != nil)
    }

    private static func rules(_ shares: String...) -> [String] {
        var (store, _) = office()
        let rows = shares.enumerated().map { "PL1,coinsurance,c\($0.offset),\($0.element)\n" }
        let plan = store.take(
            .benefits, "plan_code,rule_kind,category,plan_pays_pct\n" + rows.joined())
        return plan.report
    }

    @Test func `a column of fractions is no column of percentages`() {
        #expect(Self.rules("1", "0.5", "0.8").contains { $0.contains("between 0 and 1") })
        #expect(Self.rules("0.8").contains { $0.contains("between 0 and 1") })
        #expect(Self.rules("1", "1").contains { $0.contains("between 0 and 1") })
        #expect(Self.rules("100", "0.5%", "1") == [])
        #expect(Self.rules("0", "0") == [])
    }

    @Test func `every row of a column of fractions is bad`() {
        var (store, _) = Self.office()
        let plan = store.take(
            .benefits,
            "plan_code,rule_kind,category,plan_pays_pct\nPL1,coinsurance,a,1\n"
                + "PL1,coinsurance,b,0.5\nPL1,coinsurance,c,0.8\n")
        #expect(plan.counts.bad == 3 && plan.counts.edited == 0)
        #expect(!plan.advice.contains("--skip-bad"))
    }

    @Test func `a fault of the header never advises to leave rows out`() {
        var (store, _) = Self.office()
        let plan = store.take(.payors, "payor_code,name,colour\nP9,Nine,red\n")
        #expect(plan.report.first?.contains("column colour: no such column") == true)
        #expect(!plan.advice.contains("--skip-bad"))
        #expect(plan.advice.contains("import payors --columns"))
        let row = store.take(.payors, "payor_code,name\nP 9,Nine\n")
        #expect(row.advice.contains("--skip-bad"))
    }

    @Test func `half a percent among percentages is asked about`() {
        let report = Self.rules("100", "0.5", "80%")
        #expect(report.count == 1)
        #expect(report.first?.contains("line 3, column plan_pays_pct: below 1 %") == true)
    }

    @Test(arguments: ["1.5", "123456.78"])
    func `a member id never becomes another number by losing its point`(id: String) {
        #expect(FormatRules.memberID(Array(id.utf8)) == nil)
    }

    @Test func `the last day of the calendar is an open end`() {
        var (store, _) = Self.office()
        store.take(
            .doctors, "npi,family_name,given_name\n1234567893,Synthley,Alba\n")
        let plan = store.take(
            .assignments,
            """
            npi,office_code,from,through
            1234567893,A,2026-01-01,9999-12-31
            """)
        #expect(plan.report == [])
        #expect(store.count("location_assignment") == 1)
    }
}
