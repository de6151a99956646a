import Merge
import Participation
import Practice
import Records
import Testing

/// Names tell records apart to the last sign, and near ones are proposed, never matched.
struct ImportNamesTests {
    private static let header =
        "patient_system,patient_number,payor_code,group_number,effective_from\n"

    private let office = ImportContext.office(
        RecordID(bits: 7), today: ImportMemory.today, secret: .test)

    /// An office with patients 1 to 3.
    private func store() -> ImportMemory {
        var store = ImportMemory()
        let rows = (1...3).map { "od,\($0),Sample,P\($0),1980-01-0\($0)\n" }.joined()
        store.take(
            .patients, "patient_system,patient_number,family_name,given_name,birth_date\n" + rows,
            context: office)
        return store
    }

    private func coverage(_ payors: String..., group: String = "") -> String {
        Self.header
            + payors.enumerated().map { "od,\($0.offset + 1),\($0.element),\(group),2026\n" }
            .joined()
    }

    private func shown(_ store: ImportMemory, _ type: String, _ column: String) -> [String] {
        store.types.filter { $0.value == type }.map { store.text($0.key, column) }.sorted()
    }

    @Test func `payors that differ in a sign are two, and each is told of the other`() {
        var store = store()
        let file = coverage("Silver PDP", "Silver PDP+", "silver pdp")
        let plan = store.take(.coverage, file, context: office)
        #expect(plan.report == [])
        #expect(
            shown(store, "payor", "name").map { $0.lowercased() } == ["silver pdp", "silver pdp+"])
        #expect(Set(shown(store, "payor", "code")).count == 2)
        #expect(plan.remarks.count == 1)
        #expect(plan.remarks.first?.contains(#"line 3: payor "Silver PDP+" is new"#) == true)
        #expect(plan.remarks.first?.contains(#""Silver PDP""#) == true)
        #expect(store.plan(.coverage, file, context: office).writes() == [])
    }

    @Test func `names that begin alike for forty letters stay apart, and so do their plans`() {
        var store = store()
        let name = "Synthetic Health Insurance Company of New England"
        let file = coverage("\(name) Dental", "\(name) Medicare Advantage", group: "7")
        let plan = store.take(.coverage, file, context: office)
        #expect(plan.report == [])
        #expect(shown(store, "payor", "name") == ["\(name) Dental", "\(name) Medicare Advantage"])
        #expect(Set(shown(store, "payor", "code")).count == 2)
        #expect(Set(shown(store, "insurance_plan", "code")).count == 2)
        #expect(plan.remarks.count == 1)
    }

    @Test func `group numbers that differ in a sign are two plans`() {
        var store = store()
        let file =
            Self.header
            + "od,1,Silver,12-3,2026\nod,2,Silver,123,2026\nod,3,Silver,12 3,2026\n"
        #expect(store.take(.coverage, file, context: office).report == [])
        #expect(Set(shown(store, "insurance_plan", "code")).count == 3)
        #expect(store.plan(.coverage, file, context: office).writes() == [])
    }

    private func withDesk(_ rows: String) -> ImportMemory {
        var store = store()
        store.take(.payors, "payor_code,name,aliases\n" + rows)
        return store
    }

    @Test(arguments: ["Zenith Dental", "zenith dental", "Zenith Dental "])
    func `a payor named by its whole name is that payor, and told`(name: String) {
        var store = withDesk("ZED,Zenith Dental,ZD West\n")
        let plan = store.take(.coverage, coverage(name, name), context: office)
        #expect(plan.report == [])
        #expect(store.count("payor") == 1)
        #expect(plan.remarks.count == 1)
        #expect(plan.remarks.first?.contains("is known by that name: ZED") == true)
        #expect(store.plan(.coverage, coverage(name, name), context: office).writes() == [])
        store.take(.coverage, coverage("ZD West"), context: office)
        #expect(store.count("payor") == 1)
    }

    @Test(arguments: [
        "Zenith Dental Inc", "Zenith Dental Plans", "Zenith Dental of Ohio", "Zenth Dental",
        "The Zenith Dental Company", "Zenith",
    ])
    func `a name that is nearly a known payor's is a new payor, told beside it`(name: String) {
        var store = withDesk("ZED,Zenith Dental,\n")
        let plan = store.take(.coverage, coverage(name), context: office)
        #expect(store.count("payor") == 2)
        #expect(plan.remarks.count == 1)
        #expect(plan.remarks.first?.contains(#"is new; near it: "Zenith Dental""#) == true)
    }

    @Test(arguments: ["Summit Dental", "Zen", "Dental"])
    func `another name is not near`(name: String) {
        var store = withDesk("ZED,Zenith Dental,\n")
        #expect(store.take(.coverage, coverage(name), context: office).remarks == [])
    }

    @Test func `of two payors with one name the row asks for a code`() {
        var store = withDesk("ZED,Zenith Dental,\nZEE,Zenith Dental,\n")
        let plan = store.take(.coverage, coverage("Zenith Dental"), context: office)
        #expect(plan.counts.bad == 1)
        #expect(plan.report.first?.contains("2 payors go by that name") == true)
    }

    @Test func `a payor that is an error is nobody's namesake`() throws {
        var store = withDesk("ZED,Zenith Dental,\n")
        let id = try #require(store.lookup.named("payor", "ZED"))
        let state = try #require(store.states[id])
        store.apply([
            [
                try LifecycleChange.write(
                    type: .payor, record: id, to: .enteredInError, reason: "twice", seeing: state)
            ]
        ])
        let plan = store.take(.coverage, coverage("Zenith Dental Inc"), context: office)
        #expect(plan.report == [] && plan.remarks == [])
    }

    @Test func `a name without Latin letters is a name`() {
        var store = store()
        let file = coverage("歯科保険", "Зубная", "…")
        #expect(store.take(.coverage, file, context: office).report == [])
        #expect(Set(shown(store, "payor", "code")).count == 3)
        #expect(store.plan(.coverage, file, context: office).writes() == [])
    }

    private static let registry =
        "NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name\n"

    @Test func `the registry's capitals do not replace a name that stands`() throws {
        var store = ImportMemory()
        store.take(.doctors, "npi,family_name,given_name\n1234567893,O'Neil-García,Ada\n")
        let plan = store.take(.doctors, Self.registry + "1234567893,1,ONEIL GARCIA,ADA\n")
        #expect(plan.report == [])
        let doctor = try #require(store.lookup.named("practitioner", "1234567893"))
        #expect(store.text(doctor, "family") == "O'Neil-García")
        let other = store.take(.doctors, Self.registry + "1234567893,1,SMITH,ADA\n")
        #expect(store.text(doctor, "family") == "O'Neil-García")
        #expect(other.differences(store.records).count == 1)
        let again = store.plan(.doctors, Self.registry + "1234567893,1,SMITH,ADA\n")
        #expect(again.differences(store.records) == [])
        #expect(again.writes() == [])
        let third = store.take(.doctors, Self.registry + "1234567893,1,JONES,ADA\n")
        #expect(third.differences(store.records).count == 1)
        #expect(store.text(doctor, "family") == "O'Neil-García")
    }

    @Test func `the registry's own word follows the registry until somebody writes`() throws {
        var store = ImportMemory()
        store.take(.doctors, Self.registry + "1234567893,1,SMITH,ADA\n")
        store.take(.doctors, Self.registry + "1234567893,1,JONES,ADA\n")
        let doctor = try #require(store.lookup.named("practitioner", "1234567893"))
        #expect(store.text(doctor, "family") == "JONES")
        store.apply([
            [
                Write(
                    Practitioner.legalName, doctor,
                    [Practitioner.legalName.family("Jones"), Practitioner.legalName.given("Ada")])
            ]
        ])
        let again = store.plan(.doctors, Self.registry + "1234567893,1,JONES,ADA\n")
        #expect(again.writes() == [])
    }
}

/// Patient numbers that are the group's, not each office's.
struct GroupNumberTests {
    private static let header =
        "patient_system,patient_number,family_name,given_name,birth_date,office_code\n"

    private static func store() -> ImportMemory {
        var store = ImportMemory()
        store.take(.offices, "office_code,name\nA,Office A\nB,Office B\n")
        return store
    }

    private static func shared(_ store: ImportMemory) -> ImportContext {
        var context = ImportMemory.central
        context.numberOffices = ["A", "B"].compactMap { store.lookup.named("office", $0) }
        return context
    }

    @Test func `a number is one patient, and another office moves that patient there`() throws {
        var store = Self.store()
        let context = Self.shared(store)
        let (a, b) = (context.numberOffices?[0], context.numberOffices?[1])
        let atA = Self.header + "od,7,Sample,Ada,1980-01-01,A\n"
        let atB = Self.header + "od,7,Sample,Ada,1980-01-01,B\n"
        store.take(.patients, atA, context: context)
        let plan = store.take(.patients, atB, context: context)
        #expect(plan.report == [] && plan.counts.edited == 1)
        #expect(store.count("patient") == 1)
        let id = try #require(store.types.first { $0.value == "patient" }?.key)
        let offices = { (store: ImportMemory) in
            Set(
                (store.states[id]?.entries(of: "offices") ?? [])
                    .compactMap { $0.decodedKey[0].blob.flatMap { RecordID(bytes: $0) } })
        }
        #expect(offices(store) == Set([b].compactMap(\.self)))
        #expect(store.plan(.patients, atB, context: context).writes() == [])
        store.take(.patients, atA, context: context)
        #expect(offices(store) == Set([a].compactMap(\.self)))
    }

    @Test func `without the switch a number of two offices is two patients`() {
        var store = Self.store()
        store.take(.patients, Self.header + "od,7,Sample,Ada,1980-01-01,A\n")
        store.take(.patients, Self.header + "od,7,Sample,Ada,1980-01-01,B\n")
        #expect(store.count("patient") == 2)
    }
}
