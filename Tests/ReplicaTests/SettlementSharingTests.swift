import Benefits
import DeskKit
import Merge
import Participation
import Practice
import Records
import Replica
import Rulebook
import Store
import Testing

/// Who is led from one record to another holds both.
struct SettlementSharingTests {
    private static let places = (1...3).map { RecordID(bits: 0xF0 + $0) }
    private static let patients = (1...3).map { RecordID(bits: 0xA0 + $0) }

    /// Three patients of one office each.
    private static func apart(sharingName: Bool = false) throws -> LoneDesk {
        let lone = try LoneDesk()
        let born = try #require(Day("1980-06-16"))
        for (index, id) in patients.enumerated() {
            let family = sharingName ? "Ruiz" : ["Ruiz", "Okafor", "Lind"][index]
            guard !sharingName || index < 2 else { continue }
            try lone.write([
                Write(Patient.name, id, [Patient.name.family(family)]),
                Write(Patient.birthDate, id, born),
                Write(Patient.offices, id, key: [Patient.offices.office(places[index])]),
            ])
        }
        return lone
    }

    private static func offices(_ lone: LoneDesk, _ id: RecordID) throws -> Set<RecordID> {
        let state = try lone.store.read { try $0.view(of: id) ?? RecordState() }
        return Set(Patient.offices.rows(in: state).compactMap { $0[Patient.offices.office] })
    }

    @Test func `patients that answers make one are in the offices of each`() throws {
        let lone = try Self.apart()
        let names = Self.patients.map(\.description)
        try lone.perform(LinkRecords(.patient, names[2], names[1], .replacedBy), reason: "card")
        #expect(try Self.offices(lone, Self.patients[1]) == Set(Self.places[1...]))
        try lone.perform(LinkRecords(.patient, names[1], names[0], .replacedBy), reason: "card")
        for id in Self.patients {
            #expect(try Self.offices(lone, id) == Set(Self.places))
        }
        // What is shared is nothing that who answered had not seen.
        #expect(try lone.open.isEmpty)
        try lone.perform(UnlinkRecords(.patient, names[1], names[0]), reason: "two")
        #expect(try Self.offices(lone, Self.patients[0]) == Set(Self.places))
        #expect(try lone.open.isEmpty)
    }

    @Test func `what nobody saw before it was shared stays told`() throws {
        let lone = try Self.apart()
        let names = Self.patients.map(\.description)
        let before = try lone.store.read { try $0.view(of: Self.patients[2]) ?? RecordState() }
        try lone.perform(LinkRecords(.patient, names[2], names[1], .replacedBy), reason: "card")
        try lone.write(
            [Write(Patient.pronouns, Self.patients[2], "they")], seeing: [Self.patients[2]: before])
        #expect(try lone.open.count == 1)
        try lone.perform(LinkRecords(.patient, names[1], names[0], .replacedBy), reason: "card")
        #expect(try lone.open.count == 1)
    }

    @Test func `an answer that is taken back leaves what was shared`() throws {
        let lone = try Self.apart(sharingName: true)
        let open = try #require(try lone.open.first)
        let seen = try lone.desk.conflictCase(open.id.description)
        _ = try lone.desk.resolve(
            open.id.description, seen: seen.digest, .take(1), actor: nil, reason: "one")
        #expect(try lone.open.isEmpty)
        _ = try lone.desk.undoSettlement(open.id.description, actor: nil, reason: "two")
        #expect(try lone.open.map(\.id) == [open.id])
        for id in Self.patients.prefix(2) {
            #expect(try Self.offices(lone, id) == Set(Self.places.prefix(2)))
        }
    }

    @Test func `the kept plan of an office becomes the group's, with its payor`() throws {
        let lone = try LoneDesk()
        let payor = RecordID(bits: 0xB0)
        let plans = [RecordID(bits: 0xC1), RecordID(bits: 0xC2)]
        try lone.write([
            Write(Payor.code, payor, "P1"), Write(Payor.provisionalOffice, payor, Self.places[0]),
        ])
        for (plan, place) in zip(plans, Self.places) {
            try lone.write([
                Write(InsurancePlan.code, plan, "PL1"),
                Write(InsurancePlan.planKey, plan, [InsurancePlan.payor(payor)]),
                Write(InsurancePlan.provisionalOffice, plan, place),
            ])
        }
        let open = try #require(try lone.open.first)
        let seen = try lone.desk.conflictCase(open.id.description)
        let place = try #require(seen.records.firstIndex(of: plans[0]))
        _ = try lone.desk.resolve(
            open.id.description, seen: seen.digest, .take(place + 1), actor: nil, reason: "one")
        let provisional = try lone.desk.reading { lookup in
            (plans + [payor]).map { lookup.record($0)?[AnyRecord.provisionalOffice] }
        }
        #expect(provisional == [nil, Self.places[1], nil])
        #expect(try lone.open.isEmpty)
    }

    @Test func `an office only asks, and whoever grants it shares`() throws {
        let lone = try Self.apart()
        let (one, other) = (Self.patients[0], Self.patients[1])
        let asked = Settlement.writes(
            one, other, .keep(one, through: nil), reason: "card", seeing: { _ in nil })
        let draft = HeldWriteDraft(
            author: ReplicaID(bits: 8), office: Self.places[0], reason: "card")
        try lone.write(
            asked.enumerated().map { index, write in
                draft.proposal(
                    write.op(seeing: RecordState(), shape: nil),
                    as: RecordID(bits: 0xE100 + UInt128(index)))
            })
        #expect(try Self.offices(lone, one) == [Self.places[0]])
        let first = try #require(try lone.desk.held(.proposal).first)
        _ = try lone.desk.accept(
            .proposal, first.id.description, anyway: false, actor: nil, reason: "yes")
        #expect(try lone.desk.held(.proposal).allSatisfy { !$0.isOpen })
        for id in [one, other] {
            #expect(try Self.offices(lone, id) == Set(Self.places.prefix(2)))
        }
        let asking = try LoneDesk(office: Self.places[0])
        let settling = try asking.desk.reading { $0.sharing(asked) }
        #expect(settling.isEmpty)
    }

    @Test func `an office without the plan that stands answers nothing from the other`() throws {
        let office = Self.places[0]
        let lone = try LoneDesk(office: office)
        let (plan, absent) = (RecordID(bits: 0xC1), RecordID(bits: 0xC2))
        let coverage = RecordID(bits: 0xD1)
        try lone.write([
            Write(InsurancePlan.code, plan, "PL1"),
            Write(Coverage.patient, coverage, Self.patients[0]),
            Write(Coverage.insurancePlan, coverage, plan),
        ])
        try lone.write(
            Settlement.writes(
                absent, plan, .keep(absent, through: nil), reason: "one", seeing: { _ in nil }))
        let today = try lone.desk.today
        let known = try lone.desk.reading { lookup in
            NetworkQuestion.Insured.of(coverage: coverage, on: today, in: lookup) != nil
        }
        #expect(!known)
    }
}
