import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice
@testable import Records

/// Imports find what stands by its key, and nobody else decides where a new record lands.
struct ImportIdentityTests {
    /// What everybody could work out, when ids of imported records were derived without a secret.
    private static func publicID(_ type: String, _ key: String...) -> RecordID {
        let namespace = RecordID(bits: 0x6f0c_1d1e_58a3_4b7e_9d42_3a57_c01d_b21e)
        return RecordID.v5(
            namespace: namespace, name: ([type] + key).joined(separator: "\0").utf8)
    }

    private static let patients =
        "patient_system,patient_number,office_code,family_name,given_name,birth_date\n"
        + "PMS,1001,B,Synthley,Cora,1980-02-29\n"

    /// Offices A and B, a doctor.
    private static func group() -> ImportMemory {
        var store = ImportMemory()
        store.take(.offices, "office_code,name\nA,Office A\nB,Office B\n")
        store.take(.doctors, "npi,family_name,given_name\n1234567893,Synthson,Ada\n")
        #expect(store.count("office") == 2 && store.count("practitioner") == 1)
        return store
    }

    private static func id(_ store: ImportMemory, _ type: String, _ key: String) -> RecordID {
        store.lookup.named(type, key) ?? RecordID(bits: 0)
    }

    @Test func `a patient lands in the own record though another took the public id`() throws {
        var store = Self.group()
        let (a, b) = (Self.id(store, "office", "A"), Self.id(store, "office", "B"))
        let taken = Self.publicID("patient", "PMS", "1001", b.description)
        store.apply([[Write(Patient.offices, taken, key: [Patient.offices.office(a)])]])
        let plan = store.take(.patients, Self.patients)
        #expect(plan.report == [] && plan.counts.created == 1)
        #expect(store.text(taken, "family") == "")
        #expect(store.count("patient") == 2)
        #expect(store.plan(.patients, Self.patients).counts.same == 1)
    }

    @Test func `a doctor's number and a payor's code cannot be blocked`() {
        var store = ImportMemory()
        for id in [Self.publicID("practitioner", "1234567893"), Self.publicID("payor", "P1")] {
            store.apply([[Write(WorkTask.title, id, "mine")]])
        }
        let doctors = store.take(
            .doctors, "npi,family_name,given_name\n1234567893,Synthson,Ada\n")
        let payors = store.take(.payors, "payor_code,name\nP1,Synthetic Dental\n")
        #expect(doctors.report + payors.report == [])
        #expect(store.count("practitioner") == 1 && store.count("payor") == 1)
        #expect(store.count("task") == 2)
    }

    @Test func `the centre and the office make one record of one row`() throws {
        let store = Self.group()
        let office = Self.id(store, "office", "B")
        let own = ImportContext.office(
            office, today: ImportMemory.today, secret: IDSecret.test.ofOffice(office))
        let ids = [ImportMemory.central, own]
            .map { store.plan(.patients, Self.patients, context: $0) }.map {
                $0.rows.flatMap(\.writes).map(\.record)
            }
        #expect(!ids[0].isEmpty && ids[0] == ids[1])
    }

    @Test func `two offices make two records of one patient`() throws {
        let store = Self.group()
        let text = Self.patients.replacing("office_code,", with: "").replacing(",B,", with: ",")
        let ids = ["A", "B"].map { code in
            let office = Self.id(store, "office", code)
            return store.plan(
                .patients, text,
                context: .office(
                    office, today: ImportMemory.today, secret: IDSecret.test.ofOffice(office)))
        }.map { Set($0.rows.flatMap(\.writes).map(\.record)) }
        #expect(ids[0].isDisjoint(with: ids[1]) && ids.allSatisfy { $0.count == 1 })
    }

    /// Each kind once, with records whose ids nobody would derive now.
    @Test func `what stands under another id is found by its key`() throws {
        let files: [(ImportKind, String)] = [
            (
                .schedule,
                "office_code,npi,date,start,end\n"
                    + "A,1234567893,2026-11-24,08:00,12:00\nA,1234567893,2026-11-24,13:00,17:00\n"
            ),
            (
                .credentials,
                "npi,kind,state,number,issued_on\n1234567893,licence,NC,D1234,2020-01-01\n"
            ),
            (.volumes, "office_code,code,period,count\nA,D1110,2026,12\n"),
            (.exclusions, "npi,list,from\n1234567893,leie,2024-01-01\n"),
            (.patients, Self.patients),
        ]
        var store = Self.group()
        for (kind, text) in files {
            let plan = store.take(kind, text)
            #expect(plan.report == [] && plan.counts.created > 0, "\(kind)")
        }
        let before = store.types.count
        // The same store, had another secret named its records.
        let context = ImportContext.central(today: ImportMemory.today, secret: IDSecret(9, 9))
        for (kind, text) in files {
            let plan = store.take(kind, text, context: context)
            #expect(plan.counts.same == plan.rows.count, "\(kind)")
        }
        #expect(store.types.count == before)
    }

    @Test(arguments: ["pms", "Pms", " PMS "])
    func `a system is one however its name is typed, and its bytes stay as first written`(
        system: String
    ) throws {
        var store = Self.group()
        store.take(.patients, Self.patients)
        let other = Self.patients.replacing("\nPMS,", with: "\n\(system),")
        let again = store.take(.patients, other)
        #expect(again.report == [] && again.counts.same == 1)
        #expect(store.count("patient") == 1)
        let patient = try #require(store.records.records(.patient).first)
        #expect(patient[Patient.externalIds, each: Patient.ExternalIds.system] == ["PMS"])
        // Whoever begins with the other spelling makes the same record.
        var fresh = Self.group()
        fresh.take(.patients, other)
        #expect(fresh.records.records(.patient).map(\.id) == [patient.id])
    }

    @Test func `a patient typed at the desk is found by the number, whatever case the system is`()
        throws
    {
        var store = Self.group()
        let b = Self.id(store, "office", "B")
        let typed = RecordID(bits: 77)
        store.apply([
            [
                Write(
                    Patient.name, typed,
                    [Patient.name.family("Synthley"), Patient.name.given("Cora")]),
                Write(Patient.birthDate, typed, Day("1980-02-29")),
                Write(
                    Patient.externalIds, typed,
                    key: [
                        Patient.ExternalIds.office(b), Patient.ExternalIds.system("Pms"),
                        Patient.ExternalIds.number("1001"),
                    ]),
            ]
        ])
        store.take(.patients, Self.patients)
        #expect(store.records.records(.patient).map(\.id) == [typed])
    }

    @Test func `a clearinghouse is one however its name is typed`() throws {
        var store = ImportMemory()
        let payors = "payor_code,name,payor_id,clearinghouse\nP1,Synthetic Dental,SYN01,Vyne\n"
        store.take(.payors, payors)
        store.take(.payors, payors.replacing("Vyne", with: "VYNE"))
        let payor = try #require(store.records.records(.payor).first)
        #expect(payor[Payor.payorIds, each: Payor.PayorIds.clearinghouse] == ["Vyne"])
    }

    @Test func `an office says nothing of another office's numbers`() {
        let (own, other) = (RecordID(bits: 1), RecordID(bits: 2))
        func permission(_ office: RecordID) -> Permission {
            let key = Value([.blob(office.bytes[...]), .text("PMS"), .text("1001")]).encoded
            let op = Op(
                record: RecordID(bits: 5), type: "patient", attribute: "externalIds", key: key,
                value: [], replaces: [])
            let placed = [own, other].map { office in
                Op(
                    record: op.record, type: "patient", attribute: "offices",
                    key: Value([.blob(office.bytes[...])]).encoded, value: [], replaces: [])
            }
            return Authority.permission(
                WriteRequest(
                    op: op, role: .office, office: own, actor: nil, reason: "",
                    before: RecordState(), siblings: placed + [op]),
                schema: PracticeSchema.current)
        }
        #expect(permission(own) == .allow)
        #expect(permission(other) == .propose)
    }
}
