import Merge
import Participation
import Practice
import Records
import Testing

/// What rows become: records, edits, references between them.
struct ImportRowTests {
    private static let offices = """
        office_code,name,tin,legal_name,city,state,zip,opened_on
        A,Office A,900000001,Synthetic Dental Group,Northmere,MA,01001,2001
        B,Office B,900000001,,Eastmere,MA,01002,2002-02-03
        """
    private static let doctors = """
        npi,family_name,given_name,taxonomy,caqh_id,hire_on,depart_on
        1234567893,Synthley,Alba,1223G0001X,12345678,2020,2025
        1558598797,Synthton,Benno,,,,
        """
    private static let payors = """
        payor_code,name,payer_id,aliases
        P1,Synthetic Dental,SYN01,Synth Dental|Synthetic
        """
    private static let contracts = """
        contract_code,payor_code,tin,status,effective_from,notice_days,network
        C1,P1,900000001,execute,2020,90,Synthetic Network
        """

    private static func group() -> ImportMemory {
        var store = ImportMemory()
        for (kind, text) in [
            (ImportKind.offices, offices), (.doctors, doctors), (.payors, payors),
            (.contracts, contracts),
        ] {
            let plan = store.take(kind, text)
            #expect(plan.report == [])
        }
        return store
    }

    private static func patients(_ store: inout ImportMemory) -> ImportContext {
        let office = store.lookup.named("office", "A") ?? RecordID(bits: 0)
        let context = ImportContext.office(
            office, today: ImportMemory.today, secret: IDSecret.test.ofOffice(office))
        store.take(
            .patients,
            """
            patient_system,patient_number,family_name,given_name,birth_date,sex
            PMS,1001,Synthley,Cora,1980-02-29,F
            """, context: context)
        return context
    }

    @Test func `offices of one tax number share the organization that the first makes`() {
        let store = Self.group()
        #expect(store.count("organization") == 1)
        #expect(store.text("organization", "900000001", "legalName") == "Synthetic Dental Group")
        #expect(store.text("office", "A", "openedOn") == "2001-01-01")
        #expect(store.text("office", "A", "physicalZip") == "01001")
    }

    @Test func `a year is its first or last day by the field's sense`() {
        var store = Self.group()
        #expect(store.text("practitioner", "1234567893", "hireOn") == "2020-01-01")
        #expect(store.text("practitioner", "1234567893", "departOn") == "2025-12-31")
        let born = store.take(
            .patients,
            "patient_system,patient_number,family_name,given_name,birth_date,office_code\n"
                + "PMS,1,Synthley,Cora,1980,A\n")
        #expect(born.counts.bad == 1)
    }

    @Test func `the same file twice changes nothing and a changed row is an edit`() {
        var store = Self.group()
        for (kind, text) in [
            (ImportKind.offices, Self.offices), (.doctors, Self.doctors), (.payors, Self.payors),
            (.contracts, Self.contracts),
        ] {
            let again = store.plan(kind, text)
            #expect(again.writes() == [], "\(kind)")
            #expect(again.counts.same == again.rows.count)
        }
        let changed = Self.doctors.replacing("Alba,1223G0001X", with: "Alma,1223G0001X")
        let plan = store.take(.doctors, changed)
        #expect(
            plan.diff(store.records)
                == ["line 2: edit practitioner 1234567893 Synthley, Alma: legalName"])
        #expect(store.text("practitioner", "1234567893", "given") == "Alma")
    }

    @Test func `a blank cell and an absent column leave what stands`() {
        var store = Self.group()
        let plan = store.take(
            .doctors, "npi,family_name,given_name,hire_on\n1234567893,Synthley,Alba,\n")
        #expect(plan.counts.same == 1)
        #expect(store.text("practitioner", "1234567893", "hireOn") == "2020-01-01")
    }

    @Test func `two offices that import one row make one record`() {
        let first = Self.group()
        let second = Self.group()
        #expect(first.states.keys.sorted() == second.states.keys.sorted())
    }

    @Test func `references are resolved and an unknown one says what to import first`() {
        var store = Self.group()
        let header = "npi,office_code,from,through,role,weekdays\n"
        let plan = store.plan(
            .assignments, header + "1234567893,Z,2021,,,\n1003047879,A,2021,,,\n")
        #expect(
            plan.report == [
                "assignments.csv: line 2, column office_code: "
                    + "names nothing known here; import offices first",
                "assignments.csv: line 3, column npi: "
                    + "names nothing known here; import doctors first",
            ])
        let good = header + "1234567893,A,2021,2020,,\n"
        #expect(
            store.plan(.assignments, good).report == [
                "assignments.csv: line 2, column through: expected nothing below effectiveFrom"
            ])
        let fine = header + "1234567893,A,2021,2021,associate,\"Mon,tue\"\n"
        #expect(store.take(.assignments, fine).counts.created == 1)
        #expect(store.plan(.assignments, fine).counts.same == 1)
    }

    @Test func `the same doctor twice is skipped when equal and bad when not`() {
        let row = "1234567893,Synthley,Alba\n"
        let header = "npi,family_name,given_name\n"
        #expect(ImportMemory().plan(.doctors, header + row + row).counts.skipped == 1)
        #expect(
            ImportMemory().plan(.doctors, header + row + "1234567893,Synthley,Elin\n").report == [
                "doctors.csv: line 3: the same key as line 2, with other values"
            ])
    }

    @Test func `a licence number of another doctor is reported`() {
        let store = Self.group()
        let text = """
            npi,kind,number,state
            1234567893,licence,SYN1,MA
            1558598797,licence,SYN1,MA
            1558598797,licence,SYN1,CT
            """
        let plan = store.plan(.credentials, text)
        #expect(
            plan.report == [
                "credentials.csv: line 3, column number: another doctor's number on line 2"
            ])
    }

    @Test func `a credential's number stands on its document or on the import`() {
        var store = Self.group()
        let text = "npi,kind,number,state,expires_on\n1234567893,licence,0123,MA,2027\n"
        #expect(store.take(.credentials, text).counts.created == 1)
        #expect(store.count("document") == 1)
        #expect(store.plan(.credentials, text).counts.same == 1)
        let later = store.plan(.credentials, text.replacing("2027", with: "2029"))
        #expect(
            later.diff(store.records)
                == ["line 2: edit credential 1234567893 licence MA: validity"])
    }

    @Test func `contracts reach offices and doctors are enrolled from a roster`() {
        var store = Self.group()
        let places = "contract_code,office_code,from,through\nC1,A,2020,\nC1,B,2020,2024\n"
        #expect(store.take(.contractLocations, places).counts.created == 2)
        #expect(store.plan(.contractLocations, places).counts.same == 2)
        let roster = """
            npi,contract_code,office_code,participation,effective_from,payor_provider_id,\
            recredential_due
            1234567893,C1,A,inNetwork,2021-03-01,SYN-7,2027-03-01
            """
        #expect(store.take(.enrollments, roster).counts.created == 1)
        #expect(store.plan(.enrollments, roster).counts.same == 1)
        let opened = store.records.records(.enrollment)
        #expect(opened.map { $0[Enrollment.recredentialDueOn] } == [Day("2027-03-01")])
        #expect(store.count("network") == 1)
    }

    @Test func `a contract's parties are written once`() {
        var store = Self.group()
        store.take(.payors, "payor_code,name\nP2,Invented Mutual\n")
        let plan = store.plan(.contracts, Self.contracts.replacing("C1,P1", with: "C1,P2"))
        #expect(plan.counts.bad == 1)
        #expect(plan.report[0].hasSuffix("written once; another value is another record"))
    }

    @Test func `a missing member id is an unverified coverage and no insurance makes none`() {
        var store = Self.group()
        let context = Self.patients(&store)
        let text = """
            patient_system,patient_number,payer_id,group_number,member_id,effective_from,\
            effective_through,order
            PMS,1001,SYN01,G7,,2024,2025,1
            PMS,1001,NO_INSURANCE,,,2023,2023,
            """
        let plan = store.take(.coverage, text, context: context)
        #expect(plan.counts.created == 1)
        #expect(plan.counts.skipped == 1)
        let coverage = store.types.first { $0.value == "coverage" }?.key ?? RecordID(bits: 0)
        #expect(store.text(coverage, "memberId") == "")
        #expect(store.text(coverage, "effectiveThrough") == "2025-12-31")
        #expect(store.count("payor") == 1)
        #expect(store.plan(.coverage, text, context: context).counts.same == 1)
        let known = text.replacing("G7,,", with: "G7,ab-12,")
        #expect(
            store.plan(.coverage, known, context: context).diff(store.records).first
                == "line 2: edit coverage \(RecordTitle(store.records).label(coverage)): identity")
    }

    @Test func `an unknown payor is provisional at an office and ordinary at the centre`() {
        var store = Self.group()
        let context = Self.patients(&store)
        let text = "patient_system,patient_number,payor_code,effective_from\nPMS,1001,NEW1,2024\n"
        var office = store
        office.take(.coverage, text, context: context)
        let home = context.office?.description ?? ""
        #expect(office.text("payor", "NEW1", "provisionalOffice") == home)
        let offices = [context.office].compactMap(\.self)
        store.take(
            .coverage, text,
            context: .central(today: ImportMemory.today, spread: offices, secret: .test))
        #expect(store.text("payor", "NEW1", "provisionalOffice") == "")
    }

    @Test func `a second coverage from a later day keeps the primary that still runs`() {
        var store = Self.group()
        let context = Self.patients(&store)
        let text = """
            patient_system,patient_number,payor_code,effective_from,effective_through,order
            PMS,1001,P1,2020,,1
            PMS,1001,P3,2021,,2
            PMS,1001,P4,2022,,2
            """
        #expect(store.take(.coverage, text, context: context).counts.created == 3)
        let patient = store.types.first { $0.value == "patient" }?.key ?? RecordID(bits: 0)
        let order = store.text(patient, "coverageOrder")
        #expect(order.split(separator: "primaryCoverage").count == 4)
        #expect(store.plan(.coverage, text, context: context).writes() == [])
    }

    @Test func `one number of two offices' systems is two patients, and a UUID is no exception`() {
        var store = Self.group()
        let header = "patient_system,patient_number,office_code,family_name,given_name,birth_date\n"
        let tail = "Synthley,Cora,1980-02-29\n"
        store.take(.patients, header + "PMS,1001,A,\(tail)PMS,1001,B,\(tail)")
        #expect(store.count("patient") == 2)
        let uuid = "821abda5-07cf-6010-163a-71341ca6ae24"
        store.take(.patients, header + "NET,\(uuid),A,\(tail)")
        store.take(.patients, header + "NET,\(uuid),B,\(tail)")
        // Of one name and birth date: told as a duplicate, for a person to link.
        #expect(store.count("patient") == 4)
    }

    @Test func `a record whose code was changed is not made again under the old one`() {
        var store = Self.group()
        let office = store.lookup.named("office", "B") ?? RecordID(bits: 0)
        store.apply([
            [
                Write(
                    record: office, type: "office", attribute: "code",
                    value: Value([.text("B2")]).encoded)
            ]
        ])
        let plan = store.plan(.offices, "office_code,name\nB,Office B\n")
        #expect(plan.counts.bad == 1)
        #expect(store.plan(.offices, "office_code,name\nB2,Office B\n").counts.same == 1)
    }

    @Test func `an import never settles a conflict`() {
        var store = Self.group()
        let office = store.lookup.named("office", "A") ?? RecordID(bits: 0)
        store.fork(office, "office", "name", ["North", "South"])
        #expect(store.plan(.offices, "office_code,name\nA,Office A\n").writes() == [])
        let plan = store.plan(.offices, "office_code,name\nA,West\n")
        #expect(
            plan.report == [
                "offices.csv: line 2, column name: a conflict stands here; resolve it first"
            ])
    }

    @Test func `users come with their roles and offices`() {
        var store = Self.group()
        let text = "login,name,roles,office_codes\ndesk,Synthetic Desk,frontDesk|admin,A|B\n"
        #expect(store.take(.users, text).counts.created == 1)
        #expect(store.plan(.users, text).counts.same == 1)
        let bad = store.plan(.users, "login,name,roles\nx1,Synthetic,wizard\n")
        #expect(bad.report[0].hasPrefix("users.csv: line 2, column roles: expected one of"))
    }

    @Test func `an exclusion is kept for everybody and a candidate for a doctor of ours`() {
        var store = Self.group()
        let text = "npi,exclusion_month\n1234567893,05/2012\n1003047879,05/2012\n"
        let plan = store.take(.exclusions, text)
        #expect(plan.counts.created == 2)
        #expect(store.count("exclusion") == 2)
        #expect(store.count("sanction_check") == 1)
        #expect(store.plan(.exclusions, text).counts.same == 2)
    }

    @Test func `plans name their payor by code or payor id`() {
        var store = Self.group()
        let text = "plan_code,payor_code,group_number,benefit_month\nX1,P1,G1,0\nX2,SYN01,G2,13\n"
        let plan = store.plan(.plans, text)
        #expect(plan.counts.created == 1)
        #expect(
            plan.report == [
                "plans.csv: line 3, column benefit_month: expected a whole number from 1 to 12"
            ])
        store.take(.plans, text.replacing("13", with: "12"))
        #expect(store.text("insurance_plan", "X1", "benefitYearMonth") == "1")
    }
}
