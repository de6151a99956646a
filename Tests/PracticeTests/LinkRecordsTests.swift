import DeskKit
import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice
@testable import Records

/// Which of two records stands, said by whoever was not led there by an open conflict.
struct LinkRecordsTests {
    private static let names: [(family: String, id: UInt128)] = [
        ("Ruiz", 1), ("Okafor", 2), ("Lind", 3),
    ]

    private func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7])
        for (family, id) in Self.names {
            practice.put(.patient, id, [("name", [.text(family), .text("Ana")])])
            practice.put(.payor, 0xA0 + id, [("code", [.text("RB\(id)")])])
            practice.put(.insurancePlan, 0xB0 + id, [("code", [.text("PL\(id)")])])
        }
        return practice
    }

    private func id(_ number: UInt128) -> RecordID { RecordID(bits: number) }

    private func link(
        _ one: UInt128, _ other: UInt128, _ kind: LinkKind = .replacedBy
    ) -> LinkRecords {
        LinkRecords(.patient, id(one).description, id(other).description, kind)
    }

    /// Each made on a replica of its own, and then brought together.
    private func merged(_ links: LinkRecords...) throws -> SmallPractice {
        var practice = practice()
        let before = practice.lookup
        let made = try links.map { try practice.rehearse($0).list.writes }
        for writes in made { practice.change(writes, seeing: before) }
        return practice
    }

    private func links(_ practice: SmallPractice, _ patient: UInt128) -> [Value] {
        practice.lookup.record(id(patient))?[Patient.links].map(\.key) ?? []
    }

    private func disputes(_ practice: SmallPractice) -> Int {
        practice.lookup.records(.settlement).flatMap(\.projection.conflicts).count
    }

    @Test(arguments: [
        (LinkKind.replacedBy, LinkKind.replacedBy, 1),
        (.replacedBy, .notSame, 1), (.notSame, .replaces, 1), (.replacedBy, .replaces, 0),
        (.notSame, .notSame, 0),
    ])
    func `two who link the same patients differently are one conflict, and nothing follows`(
        here: LinkKind, there: LinkKind, count: Int
    ) throws {
        let practice = try merged(link(1, 2, here), link(2, 1, there))
        #expect(disputes(practice) == count)
        let shown = links(practice, 1) + links(practice, 2)
        #expect(shown.isEmpty == (count == 1))
    }

    @Test func `three who link each to the next are one conflict over all three`() throws {
        let practice = try merged(link(1, 2), link(2, 3), link(3, 1))
        let open = CrossChecks(practice.lookup).all()
        #expect(open.map(\.records) == [[id(1), id(2), id(3)]])
        #expect(open.map(\.kind) == [.duplicatePatient])
        for patient in Self.names.map(\.id) { #expect(links(practice, patient).isEmpty) }
    }

    @Test func `a link is made once, and taken back before it is made otherwise`() throws {
        var practice = practice()
        try practice.perform(link(1, 2), reason: "card")
        #expect(links(practice, 1) == [Value([.reference(id(2)), .text("replacedBy")])])
        #expect(practice.lookup.state(id(1))?.entries(of: "links").isEmpty == true)
        #expect(throws: DeedProblem.nothingToDo) { try practice.perform(link(1, 2)) }
        #expect(throws: SettlementProblem.settledOtherwise(type: "patient")) {
            try practice.perform(link(2, 1))
        }
        let unlink = UnlinkRecords(.patient, id(2).description, id(1).description)
        try practice.perform(unlink)
        #expect(links(practice, 1).isEmpty)
        #expect(throws: SettlementProblem.notLinked(type: "patient")) {
            try practice.perform(unlink)
        }
        try practice.perform(link(2, 1))
        #expect(links(practice, 2).count == 1)
    }

    @Test func `what closes a circle here is refused, and so is a record of errors`() throws {
        var practice = practice()
        try practice.perform(link(1, 2))
        try practice.perform(link(2, 3))
        #expect(throws: SettlementProblem.circle) { try practice.perform(link(3, 1)) }
        #expect(throws: SettlementProblem.itself) { try practice.perform(link(3, 3)) }
        practice.put(.patient, 3, [("lifecycle", [.text("entered-in-error")])])
        #expect(throws: SettlementProblem.keptInError) { try practice.perform(link(1, 3)) }
    }

    @Test func `whoever names a replaced payor or plan is led on until it is taken back`() throws {
        var practice = practice()
        for (type, code) in [(RecordType.payor, "RB"), (.insurancePlan, "PL")] {
            try practice.perform(LinkRecords(type, code + "1", code + "2", .replacedBy))
            let second = try practice.lookup.find(type, code + "2")
            #expect(try practice.lookup.find(type, code + "1") == second)
            #expect(throws: SettlementProblem.itself) {
                try practice.perform(LinkRecords(type, code + "2", code + "1", .replacedBy))
            }
            try practice.perform(UnlinkRecords(type, code + "1", code + "2"))
            #expect(try practice.lookup.find(type, code + "1") != second)
        }
    }

    @Test func `an office's own payor is led to the group's by a settlement`() throws {
        var practice = practice()
        practice.put(.payor, 0xAF, [("code", [.text("LOCAL")]), ("provisionalOffice", [.id(7)])])
        try practice.perform(AdoptRecord(.payor, "LOCAL", as: "RB1", code: nil))
        #expect(practice.lookup.record(id(0xAF))?[AnyRecord.replacedBy] == id(0xA1))
        #expect(practice.lookup.state(id(0xAF))?.entries(of: "replacedBy").isEmpty == true)
    }

    /// A way to type what only a settlement says.
    struct Door: Sendable, CustomTestStringConvertible {
        let type: RecordType
        let name: UInt128
        let text: String
        let problem: SettlementProblem

        var testDescription: String { "\(type.name) \(text)" }
    }

    private static let settled = Settlement.id(RecordID(bits: 1), RecordID(bits: 2))

    private static let doors =
        ["replacedBy", "replaces", "notSame"].map { kind in
            Door(
                type: .patient, name: 1, text: "links+=\(RecordID(bits: 2));\(kind)",
                problem: .linkByHand(kind: kind))
        } + [
            Door(
                type: .payor, name: 0xA1, text: "replacedBy=RB2",
                problem: .replacedByHand(type: "payor")),
            Door(
                type: .insurancePlan, name: 0xB1, text: "replacedBy=PL1",
                problem: .replacedByHand(type: "insurance_plan")),
            Door(
                type: .settlement, name: settled.bits, text: "verdict=distinct", problem: .byHand),
        ]

    @Test(arguments: doors)
    func `what decides which record stands is typed at no door`(door: Door) throws {
        var practice = practice()
        try practice.perform(link(1, 2))
        let typed = [try Assignment(parsing: door.text)]
        let edit = EditRecord(door.type, id(door.name).description, typed)
        #expect(throws: door.problem) { try practice.perform(edit) }
        #expect(throws: door.problem) {
            var fields = typed
            if door.type.name == "settlement" {
                fields += try ["firstRecord=\(id(1))", "secondRecord=\(id(1))"].map {
                    try Assignment(parsing: $0)
                }
            }
            try practice.perform(CreateRecord(door.type, Self.required(door.type) + fields))
        }
        #expect(door.problem.description.contains("`bridgework "))
    }

    private static func required(_ type: RecordType) -> [Assignment] {
        let texts: [String: [(String, String)]] = [
            "patient": [("family", "Ruiz"), ("given", "Ana")],
            "payor": [("code", "NEW"), ("name", "New")],
            "insurance_plan": [("code", "NEW"), ("payor", "RB1")],
        ]
        return (texts[type.name] ?? []).map { Assignment(field: $0.0, change: .assign($0.1)) }
    }

    @Test func `a settlement is taken out of use at no door, and pointers are typed`() throws {
        var practice = practice()
        try practice.perform(link(1, 2))
        #expect(throws: SettlementProblem.byHand) {
            try practice.perform(
                ChangeLifecycle(.settlement, Self.settled.description, to: .enteredInError))
        }
        let pointer = try Assignment(parsing: "links+=\(id(3));seeAlso")
        try practice.perform(EditRecord(.patient, id(1).description, [pointer]))
        #expect(links(practice, 1).count == 2)
    }
}
