import Benefits
import DeskKit
import Merge
import Participation
import Practice
import Records
import Replica
import Rulebook
import Store
import Tables
import Testing

/// A desk that holds a code, NPI or login gives it to no second record, by whatever door.
struct TakenKeyTests {
    private func create(
        _ lone: LoneDesk, _ type: RecordType, _ fields: String...
    ) throws -> RecordID {
        try lone.perform(CreateRecord(type, try fields.map { try Assignment(parsing: $0) }))
    }

    private func edit(
        _ lone: LoneDesk, _ type: RecordType, _ record: RecordID, _ field: String
    ) throws {
        try lone.edit(type, record.description, field)
    }

    private func lifecycle(_ lone: LoneDesk, _ record: RecordID, _ life: Lifecycle) throws {
        try lone.perform(
            ChangeLifecycle(.payor, record.description, to: life), reason: "so")
    }

    @Test(arguments: [
        ("user", "login=kim", "login=KIM"), ("office", "code=A01", "code=a01"),
        ("practitioner", "npi=2000000002", "npi=2000000002"), ("payor", "code=DD", "code=DD"),
    ])
    func `a second record is not made under a key that stands`(
        name: String, key: String, again: String
    ) throws {
        let lone = try LoneDesk()
        let type = try lone.desk.type(named: name)
        let more = [
            "user": ["displayName=Kim"], "office": ["name=Elm"], "payor": ["name=Delta"],
            "practitioner": ["family=One", "given=Ada"],
        ]
        let rest = try (more[type.name] ?? []).map { try Assignment(parsing: $0) }
        let first = try lone.perform(
            CreateRecord(type, [try Assignment(parsing: key)] + rest))
        let taken = TakenKey(type: type.name, field: type.naturalKey ?? "", holder: first)
        #expect(throws: taken) {
            try lone.perform(CreateRecord(type, [try Assignment(parsing: again)] + rest))
        }
        #expect(try lone.store.read { try $0.count(of: type) } == 1)
        #expect("\(taken)".contains(first.suffix))
    }

    @Test func `an edit takes no other record's key, and may write its own anew`() throws {
        let lone = try LoneDesk()
        let one = try create(lone, .payor, "code=DD", "name=One")
        let two = try create(lone, .payor, "code=EE", "name=Two")
        #expect(throws: TakenKey(type: "payor", field: "code", holder: one)) {
            try edit(lone, .payor, two, "code=dd")
        }
        try edit(lone, .payor, one, "code=Dd")
        try edit(lone, .payor, one, "code=FF")
        try edit(lone, .payor, two, "code=DD")
    }

    @Test func `a key is free once its record is out of use, which then stays out`() throws {
        let lone = try LoneDesk()
        let one = try create(lone, .payor, "code=DD", "name=One")
        try lifecycle(lone, one, .inactive)
        let two = try create(lone, .payor, "code=DD", "name=Two")
        #expect(throws: TakenKey(type: "payor", field: "code", holder: two)) {
            try lifecycle(lone, one, .active)
        }
        try edit(lone, .payor, two, "code=EE")
        try lifecycle(lone, one, .active)
    }

    @Test func `two of one key keep nobody from work on either`() throws {
        let lone = try LoneDesk()
        let ids = [RecordID(bits: 1), RecordID(bits: 2)]
        for id in ids {
            try lone.write([
                Write(Payor.code, id, "DD"),
                Write(Payor.name, id, "Delta"),
            ])
        }
        #expect(try lone.open.map(\.kind) == ["duplicate-key"])
        try edit(lone, .payor, ids[0], "name=Other")
        try edit(lone, .payor, ids[1], "code=EE")
        #expect(try lone.open.isEmpty)
    }

    @Test func `a reference that two go by is refused with both, by hand and in a file`() throws {
        let lone = try LoneDesk()
        let ids = [RecordID(bits: 0x1111_1111), RecordID(bits: 0x2222_2222)]
        for id in ids {
            try lone.write([
                Write(Payor.code, id, "DD"),
                Write(Payor.name, id, "Delta"),
            ])
        }
        let problem = FieldProblem.ambiguousReference(type: "payor", among: ids)
        #expect(throws: EditProblem.invalid(field: "payor", problem)) {
            try create(lone, .insurancePlan, "code=PL1", "payor=DD")
        }
        #expect("\(problem)".contains("11111111, 22222222"))
        #expect("\(problem)".contains("`bridgework conflicts list --type payor`"))
        try lone.store.write { try $0.keep(idSecret: IDSecret(1, 2)) }
        let file = "plan_code,payor_code\nPL1,DD\n"
        let outcome = try lone.desk.importFile(
            .plans, Array(file.utf8)[...], named: "plans.csv", spread: [], today: lone.desk.today,
            isDryRun: false, skippingBad: true, actor: nil, reason: "")
        #expect(outcome.plan.rowProblems.map(\.reason) == [.invalid(problem)])
        #expect(try lone.store.read { try $0.count(of: .insurancePlan) } == 0)
        let plan = try create(lone, .insurancePlan, "code=PL1", "payor=11111111")
        #expect(
            try lone.desk.reading { $0.record(plan)?[InsurancePlan.payor] } == ids[0])
    }
}
