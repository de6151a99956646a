import Benefits
import DeskKit
import Foundation
import Merge
import Practice
import Records
import Replica
import Rulebook
import Store
import Tables
import Testing

/// Every kind of conflict opens, is settled and is taken back, whatever it is made of.
struct ConflictKindsTests {
    /// The one conflict there is, as somebody looks at it.
    private func only(_ lone: LoneDesk) throws -> (open: OpenConflict, seen: String) {
        let open = try #require(try lone.open.first)
        let found = try lone.desk.conflictCase(open.id.description)
        #expect(!found.candidates.isEmpty)
        return (open, found.digest)
    }

    @Test(arguments: ConflictKind.allCases)
    func `a conflict is listed, settled and taken back`(kind: ConflictKind) throws {
        let lone = try LoneDesk()
        try kind.make(at: lone)
        #expect(try lone.open.map(\.kind) == [kind.kind])
        let (open, seen) = try only(lone)
        guard kind.isSettled else {
            #expect(throws: DeskError.wrongChoice(.elsewhere(kind.kind))) {
                try lone.desk.resolve(
                    open.id.description, seen: seen, .take(1), actor: nil, reason: "why")
            }
            return
        }
        _ = try lone.desk.resolve(
            open.id.description, seen: seen, .take(1), actor: nil, reason: "why")
        #expect(try lone.open.isEmpty)
        guard kind.isTakenBack else {
            #expect(throws: (any Error).self) {
                try lone.desk.undoSettlement(open.id.description, actor: nil, reason: "no")
            }
            return
        }
        _ = try lone.desk.undoSettlement(open.id.description, actor: nil, reason: "no")
        #expect(try lone.open.map(\.id) == [open.id])
        #expect(try only(lone).seen.count == seen.count)
    }

    @Test(arguments: ConflictKind.allCases)
    func `a report and a page of the list hold it from the first day`(kind: ConflictKind) throws {
        let lone = try LoneDesk()
        try kind.make(at: lone)
        let table = try lone.desk.openMatters(on: lone.desk.today)
        #expect(table.rows.map { $0[0].plain } == [kind.kind])
    }

    @Test func `what was settled at once is listed and taken back at once`() throws {
        let lone = try LoneDesk()
        for number in 1...3 {
            let id = RecordID(bits: UInt128(0xA000 + number))
            try lone.write([Write(Patient.name, id, [Patient.name.family("F\(number)")])])
            try lone.apart(
                Write(Patient.sexForClaims, id, "M"),
                Write(Patient.sexForClaims, id, "F"))
        }
        var filter = try lone.desk.conflictFilter()
        filter.attribute = "sexForClaims"
        let before = Set(try lone.open.map(\.id))
        _ = try lone.desk.resolveAll(filter, .newest, isDry: false, actor: nil, reason: "one")
        let all = SettledConflict.Filter()
        let settled = try lone.store.read { try $0.settledConflicts(all, limit: 50) }
        #expect(Set(settled.map(\.conflict)) == before)
        #expect(Set(settled.map(\.changeSet)).count == 1)
        // Somebody wrote since: that one stays.
        try lone.write([
            Write(Patient.sexForClaims, settled[0].record, "U")
        ])
        var one = SettledConflict.Filter()
        one.changeSet = String(settled[0].changeSet.hexadecimal.suffix(8)).uppercased()
        let dry = try lone.desk.undoSettlements(one, isDry: true, actor: nil, reason: "no")
        #expect(dry.count(of: ConflictTally.stands) == 2)
        #expect(try lone.open.isEmpty)
        let tally = try lone.desk.undoSettlements(one, isDry: false, actor: nil, reason: "no")
        #expect(tally.count(of: ConflictTally.stands) == 2)
        #expect(Set(try lone.open.map(\.id)) == before.subtracting([settled[0].conflict]))
    }

    // MARK: Nothing settles a conflict but who says what he saw of it

    private func stands<Answer>(
        _ attribute: String, at lone: LoneDesk, _ body: () throws -> Answer
    ) throws {
        let id = try #require(try lone.open.first?.id)
        #expect(throws: WriteRefusal.conflictStands(attribute: attribute, conflict: id)) {
            _ = try body()
        }
        #expect(try lone.open.map(\.id) == [id])
    }

    @Test func `taking a record out of use settles no conflict about its life`() throws {
        let lone = try LoneDesk()
        try ConflictKind.editedWhileRemoved.make(at: lone)
        let record = try #require(try lone.open.first?.record).description
        for life in [Lifecycle.inactive, .active, .enteredInError] {
            try stands("lifecycle", at: lone) {
                try lone.desk.perform(
                    ChangeLifecycle(.patient, record, to: life), by: Signature(nil, "x"))
            }
        }
    }

    @Test func `a command of another name settles no conflict`() throws {
        let lone = try LoneDesk()
        let patient = RecordID(bits: 0xA1)
        let coverage = RecordID(bits: 0xA2)
        try lone.write([
            Write(Patient.name, patient, [Patient.name.family("Ruiz")]),
            Write(Coverage.patient, coverage, patient),
        ])
        let day = Day("2027-02-01") ?? Day(number: 0)
        try lone.apart(
            Write(
                Patient.coverageOrder, patient, key: [Patient.CoverageOrder.effectiveFrom(day)],
                [Patient.CoverageOrder.primaryCoverage(coverage)]),
            Write(Patient.coverageOrder, patient, key: [Patient.CoverageOrder.effectiveFrom(day)]))
        try stands("coverageOrder", at: lone) {
            try lone.desk.perform(
                OrderCoverages(patient.description, [coverage.description], from: day),
                by: Signature(nil, "x"))
        }
    }

    @Test func `an accepted proposal settles only the conflict that its author saw`() throws {
        let lone = try LoneDesk()
        try ConflictKind.siblings.make(at: lone)
        let open = try #require(try lone.open.first)
        let both = try #require(try lone.store.read { try $0.view(of: open.record) })
        let wish = Write(Patient.sexForClaims, open.record, "U")
        let draft = HeldWriteDraft(author: ReplicaID(bits: 8), office: nil, reason: "asked")
        let (blind, seeing) = (RecordID(bits: 0xB1B1), RecordID(bits: 0xB2B2))
        try lone.write([
            draft.proposal(wish.op(seeing: RecordState(), shape: nil), as: blind),
            draft.proposal(wish.op(seeing: both, shape: nil), as: seeing),
        ])
        try stands("sexForClaims", at: lone) {
            try lone.desk.accept(
                .proposal, blind.description, anyway: true, actor: nil, reason: "x")
        }
        _ = try lone.desk.accept(
            .proposal, seeing.description, anyway: false, actor: nil, reason: "x")
        #expect(try lone.open.isEmpty)
    }
}

extension EndToEnd {
    /// The review of every kind, at a terminal.
    struct ConflictKindReviewTests {
        @Test(arguments: ConflictKind.allCases)
        func `every kind is opened, settled and undone in the review`(
            kind: ConflictKind
        ) throws {
            let lone = try LoneDesk()
            try kind.make(at: lone)
            try lone.store.close()
            let terminal = try TerminalRun(
                Binaries.office.url, ["conflicts", "--store", lone.folder.path])
            try terminal.wait(for: "1 of 1 open")
            try terminal.type("\r")
            try terminal.wait(for: "b back")
            try terminal.type("\r")
            if kind.isSettled {
                // The advised candidate, where there is one.
                try terminal.wait(for: "reason to take ")
                try terminal.type("why\r")
                try terminal.wait(for: "nothing waits")
                try terminal.type("uno\r")
                try terminal.wait(for: kind.isTakenBack ? "1 of 1 open" : "annulled")
            } else {
                try terminal.wait(for: "none to take")
            }
            try terminal.type("q")
            let ending = try terminal.end()
            #expect(ending.code == 0 && ending.isTerminalRestored)
        }
    }
}
