import Merge
import Testing

@testable import Benefits
@testable import Practice
@testable import Records
@testable import Tables

/// Two plans of one patient: which coverage a row is about, and which one pays first.
struct CoverageOrderTests {
    private static let header = """
        patient_system,patient_number,plan_code,member_id,relationship,subscriber_family,\
        subscriber_given,effective_from,order

        """
    private static let mum = "PMS,1,PL1,000123456789,child,Sample,Mum,2026-01-01,1\n"
    private static let dad = "PMS,1,PL1,000987654321,child,Sample,Dad,2026-01-01,2\n"
    private static let other = "PMS,1,PL2,AB1,child,Sample,Dad,2026-03-01,2\n"

    private static func group() -> ImportMemory {
        var store = ImportMemory()
        store.take(.offices, "office_code,name\nA,Office A\n")
        store.take(.payors, "payor_code,name\nP1,Payor One\n")
        store.take(.plans, "plan_code,payor_code,group_number\nPL1,P1,G1\nPL2,P1,G2\nPL3,P1,G3\n")
        store.take(
            .patients,
            "patient_system,patient_number,office_code,family_name,given_name,birth_date\n"
                + "PMS,1,A,Sample,Kid,2015-01-01\n", context: context(store))
        return store
    }

    private static func context(_ store: ImportMemory) -> ImportContext {
        let office = store.lookup.named("office", "A") ?? RecordID(bits: 0)
        return .office(office, today: ImportMemory.today, secret: IDSecret.test.ofOffice(office))
    }

    @discardableResult
    private static func take(_ rows: String..., into store: inout ImportMemory) -> ImportPlan {
        store.take(.coverage, header + rows.joined(), context: context(store))
    }

    /// The orders by first day, each with the member ids in their places.
    private static func orders(_ store: ImportMemory) -> [String] {
        let patients = store.records.records(.patient)
        return patients.flatMap { $0[Patient.coverageOrder] }.map { pair in
            let ids = pair.value?.scalars.map { $0.blob.flatMap { RecordID(bytes: $0) } } ?? []
            let members = ids.map { $0.map { store.text($0, "memberId") } ?? "-" }
            return "\(Day(number: pair.key[0].int ?? 0)): \(members.joined(separator: " "))"
        }.sorted()
    }

    @Test(arguments: [true, false])
    func `a child under one plan of both parents has two coverages`(isOneFile: Bool) {
        var store = Self.group()
        if isOneFile {
            #expect(Self.take(Self.mum, Self.dad, into: &store).counts.created == 2)
        } else {
            #expect(Self.take(Self.mum, into: &store).counts.created == 1)
            #expect(Self.take(Self.dad, into: &store).counts.created == 1)
        }
        #expect(store.count("coverage") == 2)
        #expect(Self.orders(store) == ["2026-01-01: 000123456789 000987654321"])
        let again = store.plan(
            .coverage, Self.header + Self.mum + Self.dad, context: Self.context(store))
        #expect(again.counts.same == 2)
    }

    @Test func `without member ids the subscribers tell two coverages apart`() {
        var store = Self.group()
        let rows = [Self.mum, Self.dad].map { row in
            row.replacing("000123456789", with: "").replacing("000987654321", with: "")
        }
        Self.take(rows[0], rows[1], into: &store)
        #expect(store.count("coverage") == 2)
        // The id is filled in where it belongs.
        #expect(Self.take(Self.dad, into: &store).counts.edited == 1)
        #expect(store.count("coverage") == 2)
        #expect(Self.orders(store) == ["2026-01-01:  000987654321"])
    }

    @Test func `a member id that could be either coverage's is a bad row`() {
        var store = Self.group()
        Self.take(Self.mum, Self.dad, into: &store)
        let plan = Self.take("PMS,1,PL1,,child,,,2026-01-01,\n", into: &store)
        #expect(plan.counts.bad == 1)
        #expect(plan.report[0].contains("2 coverages of the patient could be meant"))
    }

    private static let born = """
        patient_system,patient_number,plan_code,member_id,relationship,subscriber_family,\
        subscriber_given,subscriber_birth_date,effective_from

        """

    /// The second row has another member id than the first; who subscribed decides.
    @Test(arguments: [
        // Name and birth date are one person's: a new card.
        ("child,Sample,Mum,1980-01-01", "child,SAMPLE,Mum,1980-01-01", "edited"),
        ("child,Sample,Mum,1980-01-01", "child,Sample,Mum,1981-01-01", "created"),
        ("child,Sample,Mum,1980-01-01", "child,Sample,Mum,", "bad"),
        ("child,Sample,Mum,", "child,Sample,Mum,1980-01-01", "bad"),
        ("child,Sample,Mum,1980-01-01", "child,Sample,Dad,", "created"),
        ("self,,,", "self,,,", "bad"),
        // The patient's own card: the patient's record says who that is.
        ("self,,,", "self,Sample,Kid,2015-01-01", "edited"),
        ("self,,,", "self,Sample,Kid,", "bad"),
        ("self,,,", "self,Other,Person,1990-01-01", "created"),
    ])
    func `another member id is a new card only where one person is shown to have both`(
        first: String, second: String, fate: String
    ) throws {
        var store = Self.group()
        let row = { (member: String, card: String) in
            Self.born + "PMS,1,PL1,\(member),\(card),2026-01-01\n"
        }
        let one = store.take(.coverage, row("M1", first), context: Self.context(store))
        #expect(one.counts.created == 1)
        let two = store.take(.coverage, row("M2", second), context: Self.context(store))
        let found = [
            "edited": two.counts.edited, "created": two.counts.created, "bad": two.counts.bad,
        ]
        #expect(found.filter { $0.value > 0 }.keys.sorted() == [fate], "\(two.report)")
        if fate == "bad" { #expect(two.rowProblems.map(\.reason) == [.otherMember]) }
        let members = store.types.filter { $0.value == "coverage" }.map {
            store.text($0.key, "memberId")
        }
        let stands = fate == "edited" ? ["M2"] : fate == "bad" ? ["M1"] : ["M1", "M2"]
        #expect(members.sorted() == stands)
    }

    @Test(arguments: [[0, 1], [1, 0]])
    func `orders hold all coverages in force whichever row comes first`(sequence: [Int]) {
        let rows = [Self.mum, Self.other]
        for isOneFile in [true, false] {
            var store = Self.group()
            let sorted = sequence.map { rows[$0] }
            if isOneFile {
                Self.take(sorted[0], sorted[1], into: &store)
            } else {
                for row in sorted { Self.take(row, into: &store) }
            }
            #expect(
                Self.orders(store) == [
                    "2026-01-01: 000123456789", "2026-03-01: 000123456789 AB1",
                ])
        }
    }

    @Test func `a coverage that begins earlier goes into a later order's free place`() {
        var store = Self.group()
        Self.take("PMS,1,PL2,AB1,child,Sample,Dad,2026-03-01,1\n", into: &store)
        Self.take("PMS,1,PL1,M1,child,Sample,Mum,2026-01-01,2\n", into: &store)
        #expect(Self.orders(store).last?.contains("2026-03-01: AB1 M1") == true)
    }

    @Test func `two coverages never share a place from one day`() {
        var store = Self.group()
        Self.take(Self.mum, into: &store)
        let plan = Self.take(Self.dad.replacing(",2\n", with: ",1\n"), into: &store)
        #expect(plan.counts.bad == 1)
        #expect(plan.report[0].contains("another coverage in force has this place"))
        #expect(Self.orders(store) == ["2026-01-01: 000123456789"])
    }

    @Test func `an order that a file confirmed is not taken from the person who turned it`() {
        var store = Self.group()
        let unordered = [Self.mum, Self.dad].map { row in String(row.dropLast(2)) + "\n" }
        Self.take(unordered[0], unordered[1], into: &store)
        func order(_ first: String, _ second: String) {
            let named = { (member: String) in
                store.records.records(.coverage).first { $0[Coverage.memberId] == member }?.id
            }
            let patient = store.records.records(.patient)[0].id
            store.apply([
                [
                    Write(
                        record: patient, type: "patient", attribute: "coverageOrder",
                        key: Value([.day("2026-01-01")]).encoded,
                        value: Value(
                            [first, second].map { named($0).map { .id($0.bits) } ?? .null }
                        ).encoded)
                ]
            ])
        }
        order("000123456789", "000987654321")
        #expect(Self.take(Self.mum, Self.dad, into: &store).counts.same == 2)
        order("000987654321", "000123456789")
        let again = Self.take(Self.mum, Self.dad, into: &store)
        #expect(again.counts.same == 2 && again.differences(store.records) == [])
        #expect(Self.orders(store) == ["2026-01-01: 000987654321 000123456789"])
    }

    @Test func `a coverage that is still in force stays behind one that takes its place`() {
        var store = Self.group()
        Self.take(Self.mum, into: &store)
        Self.take("PMS,1,PL2,AB1,child,Sample,Dad,2026-06-01,1\n", into: &store)
        #expect(
            Self.orders(store) == ["2026-01-01: 000123456789", "2026-06-01: AB1 000123456789"])
    }

    @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func `a file gives one order whichever of its rows stands first`(sequence: [Int]) {
        let rows = [
            Self.mum, "PMS,1,PL2,AB1,child,Sample,Dad,2026-06-01,1\n",
            "PMS,1,PL3,CD1,child,Sample,Dad,2026-03-01,2\n",
        ]
        var store = Self.group()
        let plan = Self.take(
            rows[sequence[0]], rows[sequence[1]], rows[sequence[2]], into: &store)
        #expect(plan.rows.map(\.line) == [2, 3, 4])
        #expect(
            Self.orders(store) == [
                "2026-01-01: 000123456789", "2026-03-01: 000123456789 CD1",
                "2026-06-01: AB1 CD1 000123456789",
            ])
        let again = store.plan(
            .coverage, Self.header + sequence.map { rows[$0] }.joined(),
            context: Self.context(store))
        #expect(again.counts.same == 3 && again.writes() == [])
    }

    @Test func `a file that turns the order round turns it round`() {
        var store = Self.group()
        Self.take(Self.mum, Self.dad, into: &store)
        Self.take(
            Self.mum.replacing(",1\n", with: ",2\n"), Self.dad.replacing(",2\n", with: ",1\n"),
            into: &store)
        #expect(Self.orders(store) == ["2026-01-01: 000987654321 000123456789"])
    }

    @Test func `what a change set says twice of one unit it says once`() {
        let patient = RecordID(bits: 1)
        func order(_ day: String, _ ids: UInt128...) -> Write {
            Write(.patient, "coverageOrder", key: [.day(day)], ids.map { .id($0) })
        }
        func note(_ text: String) -> Write {
            Write(
                record: patient, type: "patient", attribute: "notes",
                value: Value([.text(text)]).encoded)
        }
        let writes = [
            order("2026-01-01", 7), note("a"), order("2026-02-01", 7), order("2026-01-01", 7, 8),
            note("a"),
        ]
        #expect(
            Write.once(writes, in: PracticeSchema.current) == [
                order("2026-01-01", 7, 8), note("a"), order("2026-02-01", 7), note("a"),
            ])
    }
}
