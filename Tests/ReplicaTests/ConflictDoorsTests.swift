import Benefits
import DeskKit
import Foundation
import Merge
import Participation
import Practice
import Records
import Replica
import Rulebook
import Store
import Sync
import Tables
import Testing

// A conflict waits for a person who saw its candidates. Every other way in which a desk writes (an
// edit, a file, a step, an adoption, a proposal that is accepted) would settle it unseen, by
// replacing what stands. One check stands before all of them, where plain writes are appended; what
// goes past it is named here, each with a check of its own.

/// No door but the settling one closes an open conflict.
struct ConflictDoorsTests {
    private static let one = RecordID(bits: 0x1111_1111)
    private static let two = RecordID(bits: 0x2222_2222)
    private static let proposal = RecordID(bits: 9)
    private static let day = Day("2027-03-01") ?? Day(number: 0)

    /// A way to write on a record.
    enum Door: CaseIterable {
        case edit, order, slip, adopt, accept, file
    }

    @Test(arguments: Door.allCases)
    func `a door refuses what would settle a conflict unseen, and changes nothing`(
        door: Door
    ) throws {
        let lone = try LoneDesk()
        try Self.open(door, lone)
        let before = try lone.open.map(\.id)
        #expect(before.count == 1)
        let head = try lone.store.read { try $0.tip }
        var stands = false
        do { stands = try Self.enter(door, lone.desk) } catch WriteRefusal.conflictStands {
            stands = true
        }
        #expect(stands)
        #expect(try lone.open.map(\.id) == before)
        #expect(try lone.store.read { try $0.tip } == head)
    }

    private static func open(_ door: Door, _ lone: LoneDesk) throws {
        switch door {
        case .edit: try openSiblings(lone)
        case .accept:
            try openSiblings(lone)
            let op = Op(
                record: one, type: "patient", attribute: "sexForClaims", key: [],
                value: Value([.text("U")]).encoded, replaces: [])
            try lone.write([
                HeldWriteDraft(author: ReplicaID(bits: 5), office: two, reason: "so")
                    .proposal(op, as: proposal)
            ])
        case .order:
            try lone.write([
                Write(Patient.name, one, [Patient.name.family("Ruiz"), Patient.name.given("Ada")]),
                Write(Coverage.patient, two, one),
            ])
            try lone.apart(
                Write(
                    Patient.coverageOrder, one, key: [Patient.CoverageOrder.effectiveFrom(day)],
                    [Patient.CoverageOrder.primaryCoverage(two)]),
                Write(
                    Patient.coverageOrder, one, key: [Patient.CoverageOrder.effectiveFrom(day)],
                    [Patient.CoverageOrder.secondaryCoverage(two)]))
        case .slip:
            let move = MoveRun(
                id: one, doctor: two, kind: .move, fromOffice: RecordID(bits: 3),
                toOffice: RecordID(bits: 4), lastDayOld: day, firstDayNew: day.after)
            try lone.write(try move.startingWrites(by: nil, on: lone.desk.today))
            try lone.apart(
                Write(MoveRun.dates, one, [MoveRun.lastDayOld(day)]),
                Write(MoveRun.dates, one, [MoveRun.lastDayOld(day.after)]))
        case .adopt:
            try lone.write([
                Write(Payor.name, one, "Delta"),
                Write(Payor.provisionalOffice, one, two),
            ])
            try lone.apart(
                Write(Payor.code, one, "DD"),
                Write(Payor.code, one, "EE"))
        case .file:
            try lone.write([Write(Practitioner.npi, one, "2000000002")])
            try lone.apart(
                Write(Practitioner.legalName, one, [Practitioner.legalName.family("One")]),
                Write(Practitioner.legalName, one, [Practitioner.legalName.family("Two")]))
        }
    }

    private static func openSiblings(_ lone: LoneDesk) throws {
        try lone.write([Write(Patient.name, one, [Patient.name.family("Ruiz")])])
        try lone.apart(
            Write(Patient.sexForClaims, one, "M"),
            Write(Patient.sexForClaims, one, "F"))
    }

    /// - Returns: whether it says by itself that a conflict stands.
    private static func enter(_ door: Door, _ desk: Desk) throws -> Bool {
        let name = one.description
        let nobody = Signature(nil)
        switch door {
        case .edit:
            try desk.perform(
                EditRecord(.patient, name, [Assignment(parsing: "sexForClaims=F")]), by: nobody)
        case .order:
            try desk.perform(OrderCoverages(name, [two.description], from: day), by: nobody)
        case .slip:
            try desk.perform(SlipMove(name, lastDay: day, comment: "late"), by: nobody)
        case .adopt:
            try desk.perform(AdoptRecord(.payor, name, as: nil, code: "FF"), by: nobody)
        case .accept:
            _ = try desk.accept(
                .proposal, proposal.description, anyway: true, actor: nil, reason: "yes")
        case .file:
            try desk.store.write { try $0.keep(idSecret: IDSecret(1, 2)) }
            let file = "npi,family_name,given_name\n2000000002,Three,Ada\n"
            let outcome = try desk.importFile(
                .doctors, Array(file.utf8)[...], named: "doctors.csv", spread: [],
                today: desk.today, isDryRun: false, skippingBad: true, actor: nil, reason: "")
            return outcome.plan.rowProblems.map(\.reason) == [.conflictStands]
        }
        return false
    }
}

// MARK: Every unit

extension ConflictDoorsTests {
    @Test func `no unit of any record is settled by a plain write`() throws {
        let lone = try LoneDesk()
        var walked = 0
        var number: UInt128 = 0x5000
        for type in PracticeSchema.current.types {
            for attribute in type.attributes where attribute.name != Attribute.lifecycle.name {
                number += 1
                let record = RecordID(bits: number)
                let writes = Self.rivals(type, attribute, record)
                guard writes.count == 3 else { continue }
                try lone.apart(writes[0], writes[1])
                let open = try lone.store.read { transaction in
                    try transaction.projection(of: record)?.1.conflicts.map(\.attribute) ?? []
                }
                guard open.contains(attribute.name) else { continue }
                walked += 1
                do {
                    _ = try lone.desk.write([writes[2]], actor: nil, reason: "plain")
                    Issue.record("\(type.name).\(attribute.name) was settled")
                } catch WriteRefusal.conflictStands(let name, _) {
                    #expect(name == attribute.name)
                }
            }
        }
        #expect(walked > 90)
    }

    /// Three values of one unit that differ; fewer where it cannot hold so many.
    private static func rivals(
        _ type: RecordType, _ attribute: Attribute, _ record: RecordID
    ) -> [Write] {
        let isMap: Bool
        switch attribute.shape {
        case .register: isMap = false
        case .map: isMap = true
        case .set, .guardedSet, .log, .counter: return []
        }
        let values = (0..<3).map { number in
            Value(attribute.fields.map { scalar(number, $0.kind) }).encoded
        }
        guard values[0] != values[1] else { return [] }
        let key = isMap ? Value(attribute.key.map { scalar(0, $0.kind) }).encoded : []
        return values.map {
            Write(
                record: record, type: type.name, attribute: attribute.name, key: key, value: $0)
        }
    }

    private static func scalar(_ number: Int, _ kind: FieldKind) -> Scalar {
        switch kind {
        case .text, .formatted: .text("v\(number)")
        case .integer(let range): .int(min(range.upperBound, range.lowerBound + Int64(number)))
        case .money, .percent, .day, .instant: .int(Int64(number + 1))
        case .flag: .flag(number == 1)
        case .choice(let words): .text(words[number % words.count])
        case .reference: .reference(RecordID(bits: UInt128(0x9000 + number)))
        case .blob: .blob([UInt8(number)])
        case .list: .null
        }
    }

    /// Where the desk appends without the one check, and what stands in its place.
    private static let exempt = [
        "Desk+Writing.swift": "the check itself",
        "Desk+Importing.swift": "the check over all rows of a file, before the first is written",
        "Desk+Held.swift": "the check, with what the author of the held write saw",
        "Desk+Settling.swift": "the one door that settles, for who says what he saw",
        "Desk+Undoing.swift": "takes a settlement back, which opens the conflict again",
        "Desk+ImportUndo.swift": "replaces the import's own entries alone",
        "Desk+Salvage.swift": "brings in what was written long ago, with what it saw then",
    ]

    @Test func `whatever writes goes through the check, or is named`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        var past: Set<String> = []
        for module in ["Replica", "OfficeCommand", "HubCommand"] {
            let found = FileManager.default.enumerator(
                at: root.appending(path: module), includingPropertiesForKeys: nil)
            for case let file as URL in found?.allObjects ?? []
            where file.pathExtension == "swift" {
                let text = try String(contentsOf: file, encoding: .utf8)
                let ways = ["try append(", "transaction.append(", "transaction.adopt("]
                if ways.contains(where: text.contains) { past.insert(file.lastPathComponent) }
            }
        }
        #expect(past.subtracting(Self.exempt.keys) == [])
        #expect(past.contains("Desk+Writing.swift"))
    }
}
