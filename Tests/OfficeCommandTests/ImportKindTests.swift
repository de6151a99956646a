import HouseKit
import Testing

/// Every kind of file, with a row that is good and one that is not.
struct ImportKindTests {
    /// A centre with one doctor, one payor, one plan, one contract and one patient.
    private func stocked() async throws -> Seat {
        let house = try await House()
        try await house.signContract()
        let desk = house.centre
        for line in [
            "create practitioner npi=2000000002 family=Sample given=Nina",
            "create insurance-plan code=PL1 payor=SDP groupNumber=G1",
            "create patient family=Ruiz given=Ana birthDate=1980-02-28 offices+=A01 "
                + "externalIds+=A01;pms;1",
        ] { try await desk.done(line) }
        return desk
    }

    /// What each kind's file may say: a good row, a bad one, and the type that it makes.
    struct Sheet: Sendable, CustomStringConvertible {
        let kind: String
        let head: String
        let good: String
        let bad: String
        /// The column that the bad row is refused for.
        let column: String
        let type: String
        /// A field of the record that the good row makes or changes, and its value.
        let field: (name: String, value: String)

        var description: String { kind }
    }

    static let sheets = [
        Sheet(
            kind: "offices", head: "office_code,name,state", good: "C01,Cedar,TX",
            bad: "C02,Cedar,Texico", column: "state", type: "office",
            field: ("physicalState", "TX")),
        Sheet(
            kind: "doctors", head: "npi,family_name,given_name,degree",
            good: "2000000010,One,Ada,DDS", bad: "1234567890,Two,Bea,DDS", column: "npi",
            type: "practitioner", field: ("degree", "DDS")),
        Sheet(
            kind: "credentials", head: "npi,kind,number,state,expires_on",
            good: "2000000002,licence,L-1,TX,2028-01-01",
            bad: "2000000002,licence,L-2,TX,2028-13-01", column: "expires_on",
            type: "credential", field: ("expiresOn", "2028-01-01")),
        Sheet(
            kind: "payors", head: "payor_code,name,zip", good: "DD,Delta,78701",
            bad: "DX,Delta Two,787", column: "zip", type: "payor", field: ("claimZip", "78701")),
        Sheet(
            kind: "plans", head: "plan_code,payor_code,group_number,benefit_month",
            good: "PL9,SDP,G9,7", bad: "PL8,NOPE,G8,1", column: "payor_code",
            type: "insurance_plan", field: ("benefitYearMonth", "7")),
        Sheet(
            kind: "contracts", head: "contract_code,tin,payor_code,effective_from,notice_days",
            good: "C-9,900000001,SDP,2027-01-01,60", bad: "C-8,12,SDP,2027-01-01,60",
            column: "tin", type: "payor_contract", field: ("noticeDays", "60")),
        Sheet(
            kind: "contract-locations", head: "contract_code,office_code,from",
            good: "SDP-1,B01,2027-01-01", bad: "SDP-1,ZZ,2027-01-01", column: "office_code",
            type: "contract_location", field: ("effectiveFrom", "2027-01-01")),
        Sheet(
            kind: "assignments", head: "npi,office_code,from,through",
            good: "2000000002,A01,2027-01-01,2027-12-31",
            bad: "2000000002,A01,yesterday,2027-12-31", column: "from",
            type: "location_assignment", field: ("effectiveThrough", "2027-12-31")),
        Sheet(
            kind: "exclusions", head: "npi,list,from", good: "2000000028,leie,2026-01-01",
            bad: "2000000028,naughty,2026-01-01", column: "list", type: "exclusion",
            field: ("lifecycle", "")),
        Sheet(
            kind: "coverage",
            head: "patient_system,patient_number,plan_code,member_id,effective_from,office_code",
            good: "pms,1,PL1,M-1,2027-01-01,A01", bad: "pms,99,PL1,M-2,2027-01-01,A01",
            column: "patient_number", type: "coverage", field: ("memberId", "M1")),
        Sheet(
            kind: "schedule", head: "office_code,npi,date,start,end,appointments",
            good: "A01,2000000002,2027-02-01,08:30,17:00,9",
            bad: "A01,2000000002,2027-02-01,25:00,17:00,9", column: "start",
            type: "schedule_block", field: ("appointments", "9")),
        Sheet(
            kind: "appointments",
            head: "office_code,appointment_id,date,start,patient_system,patient_number,codes",
            good: "A01,K-1,2027-02-01,08:30,pms,1,D0120|D1110",
            bad: "A01,K-2,2027-02-01,25:00,pms,1,D0120", column: "start",
            type: "appointment", field: ("startsAt", "08:30")),
        Sheet(
            kind: "users", head: "login,name,roles,office_codes",
            good: "ann,Ann One,coordinator|approver,A01", bad: "bob,Bob,king,A01",
            column: "roles", type: "user", field: ("displayName", "Ann One")),
        Sheet(
            kind: "volumes", head: "code,office_code,count,period", good: "D0120,A01,12,2026",
            bad: "D0140,A01,many,2026", column: "count", type: "volume",
            field: ("procedureCount", "12")),
        Sheet(
            kind: "receivables",
            head: "office_code,item_number,as_of,class,service_date,amount,patient_system,"
                + "patient_number", good: "A01,L1,2027-01-14,patient,2027-01-05,12.50,pms,1",
            bad: "A01,L2,2027-01-14,patient,2027-01-05,much,pms,1", column: "amount",
            type: "receivable", field: ("openCents", "1250")),
    ]

    @Test(arguments: sheets)
    func `a good row goes in, and a bad one is told by its column and keeps it out`(
        sheet: Sheet
    ) async throws {
        let desk = try await stocked()
        let before = try await desk.rows("list \(sheet.type)").count
        let both = try desk.file("both.csv", "\(sheet.head)\n\(sheet.good)\n\(sheet.bad)\n")
        let refused = try await desk.run("import \(sheet.kind) \(both)")
        #expect(refused.code == 1)
        let place = "line 3, column \(sheet.column): "
        #expect(refused.said.contains { $0.contains(place) }, "\(refused)")
        #expect(try await desk.rows("list \(sheet.type)").count == before)
        let taken = try await desk.run("import \(sheet.kind) \(both) --skip-bad")
        #expect(taken.code == 0, "\(taken)")
        #expect(taken.text.contains("1 created") && taken.text.hasSuffix("1 bad"), "\(taken)")
        let made = try await desk.rows("list \(sheet.type)")
        #expect(made.count == before + 1)
        let values = made.map { $0[sheet.field.name] ?? "" }
        #expect(values.contains(sheet.field.value), "\(values)")
        // The same file says nothing new.
        let again = try await desk.run("import \(sheet.kind) \(both) --skip-bad")
        #expect(again.text.hasSuffix("1 bad; nothing changes"), "\(again)")
    }

    @Test func `the rules of a plan come from a file, each under its key`() async throws {
        let desk = try await stocked()
        let head = "plan_code,rule_kind,category,network,plan_pays_pct,deductible_applies\n"
        let file = try desk.file(
            "b.csv", head + "PL1,coinsurance,basic,in,80,yes\nPL1,coinsurance,major,in,50,yes\n")
        try await desk.done("import benefits \(file)")
        let rules = try await desk.rows("plan rule list PL1")
        #expect(rules.count == 2)
        #expect(rules.contains { $0["rule"]?.contains("category major") == true })
        let bad = try desk.file("bad.csv", head + "PL1,coinsurance,basic,in,180,yes\n")
        let outcome = try await desk.run("import benefits \(bad)")
        #expect(outcome.code == 1)
        #expect(outcome.said.contains { $0.contains("line 2, column plan_pays_pct:") })
        #expect(try await desk.rows("plan rule list PL1") == rules)
    }

    @Test func `an enrolment's past comes in with its dates`() async throws {
        let desk = try await stocked()
        let file = try desk.file(
            "e.csv",
            "npi,contract_code,office_code,status,effective_from\n"
                + "2000000002,SDP-1,A01,recorded,2026-05-01\n")
        try await desk.done("import enrollments \(file)")
        let row = try await desk.row("case list")
        #expect(row["doctor"] == "2000000002" && row["office"] == "A01")
        #expect(row["state"] == "effective" && row["day"] == "2026-05-01")
    }

    @Test func `a file is read as a spreadsheet leaves it`() async throws {
        let desk = try await stocked()
        let file = try desk.file(
            "v.csv",
            "\u{FEFF}sep=;\r\nVolumes of 2026\r\n\r\ncode;office_code;count;period\r\n"
                + "D0120;A01;12;2026\r\n")
        try await desk.done("import volumes \(file)")
        #expect(try await desk.row("list volume")["procedureCount"] == "12")
        let stray = try desk.file(
            "s.csv", "code,office_code,count,period\n\"D0140,A01,1,2026\nD0150,A01,2,2026\n")
        #expect(try await desk.run("import volumes \(stray)").code == 1)
    }

    @Test func `what is no number by its look is refused where a number is kept`() async throws {
        let desk = try await stocked()
        for word in ["3/12/2025", "\"1,234\"", "TRUE", "see card"] {
            let file = try desk.file(
                "c.csv",
                "patient_system,patient_number,plan_code,member_id,effective_from,office_code\n"
                    + "pms,1,PL1,\(word),2027-01-01,A01\n")
            let outcome = try await desk.run("import coverage \(file)")
            #expect(outcome.code == 1, "\(word)")
            #expect(outcome.said.contains { $0.contains("column member_id:") }, "\(word)")
        }
        #expect(try await desk.rows("list coverage").isEmpty)
    }
}
