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

/// A patient entered twice, of whom a desk keeps one: the insurance of both is the kept one's.
struct SettledPatientTests {
    private static let header =
        "patient_system,patient_number,office_code,family_name,given_name,birth_date,line1,city,"
        + "state,zip\n"
    private static let keptRow = "DENT,7,A,Synthley,Alba,1980-06-16,1 Test Way,Sampleton,IL,60601\n"
    private static let otherRow =
        "PMS,1001,A,Synthley,Alba,1980-06-16,1 Test Way,Sampleton,IL,60601\n"
    private static let covered =
        "patient_system,patient_number,office_code,payor_code,member_id,effective_from,order\n"
        + "PMS,1001,A,Synthetic Dental,SYN1,2026-01-01,1\n"

    let lone: LoneDesk
    let kept: RecordID
    let other: RecordID

    init() throws {
        lone = try LoneDesk()
        try lone.store.write { try $0.keep(idSecret: IDSecret(1, 2)) }
        let lone = lone
        func patient(_ row: String) throws -> RecordID {
            let known = Set(try lone.desk.reading { $0.records(.patient).map(\.id) })
            try Self.take(.patients, Self.header + row, lone)
            let all = try lone.desk.reading { $0.records(.patient).map(\.id) }
            return try #require(all.first { !known.contains($0) })
        }
        try Self.take(.offices, "office_code,name\nA,Office A\n", lone)
        try Self.take(.doctors, "npi,family_name,given_name\n1234567893,Synthson,Ada\n", lone)
        kept = try patient(Self.keptRow)
        other = try patient(Self.otherRow)
        try Self.take(.coverage, Self.covered, lone)
    }

    @discardableResult
    private static func take(
        _ kind: ImportKind, _ file: String, _ lone: LoneDesk
    ) throws -> ImportPlan {
        let outcome = try lone.desk.importFile(
            kind, Array(file.utf8)[...], named: "file.csv", spread: [], today: lone.desk.today,
            isDryRun: false, skippingBad: false, actor: nil, reason: "")
        #expect(outcome.plan.report == [] && outcome.isAccepted)
        return outcome.plan
    }

    private func take(_ kind: ImportKind, _ file: String) throws -> ImportPlan {
        try Self.take(kind, file, lone)
    }

    /// The desk keeps the one that has no insurance of its own.
    private func settle() throws {
        let open = try #require(try lone.open.first)
        let seen = try lone.desk.conflictCase(open.id.description)
        let place = try #require(seen.records.firstIndex(of: kept))
        _ = try lone.desk.resolve(
            open.id.description, seen: seen.digest, .take(place + 1), actor: nil, reason: "one")
        #expect(try lone.open.isEmpty)
    }

    private func state(_ id: RecordID) throws -> RecordState {
        try lone.store.read { try $0.view(of: id) ?? RecordState() }
    }

    private func coverages(of patient: RecordID) throws -> [CoverageCase] {
        try lone.desk.coverages(of: patient.description, on: lone.desk.today)
    }

    @Test func `either record's name asks for the insurance of both`() throws {
        #expect(try coverages(of: kept).isEmpty)
        try settle()
        for id in [kept, other] {
            let found = try coverages(of: id)
            #expect(found.map(\.patient) == [kept])
            let summary = try lone.desk.coverageSummary(of: id.description) { "\($0)" }
            #expect(!"\(summary)".contains("No coverage is on file"))
            var question = EstimateQuestion(
                doctor: "1234567893", on: try lone.desk.today, services: [("D1110", nil)])
            question.patient = id.description
            question.office = "A"
            let asked = question
            let reckoned = try lone.desk.asking { try asked.reckoned(at: $0, in: $1) }
            #expect(reckoned.patient == kept)
            #expect(reckoned.estimate.payers.count == 1)
        }
        #expect(try lone.desk.standInNote(for: kept.description) == nil)
        #expect(
            try lone.desk.standInNote(for: other.description)?.contains(
                "is replaced by \(kept.suffix)") == true)
        _ = try lone.desk.undoSettlement(
            lone.settled.conflict.description, actor: nil, reason: "two after all")
        #expect(try coverages(of: kept).isEmpty)
        #expect(try coverages(of: other).map(\.patient) == [other])
    }

    @Test func `files that name the other number arrive at the one who stands`() throws {
        try settle()
        let before = try state(other)
        for turn in 1...3 {
            let own = try state(kept)
            for plan in [
                try take(.patients, Self.header + Self.otherRow),
                try take(.coverage, Self.covered),
            ] where turn > 1 {
                #expect(plan.counts.same == 1 && plan.counts.changed == 0)
            }
            #expect(try turn == 1 || state(kept).entries == own.entries)
            #expect(try state(other).entries == before.entries)
            #expect(try lone.open.isEmpty)
        }
        #expect(try coverages(of: kept).count == 1)
        let order = Patient.coverageOrder.rows(in: try state(kept))
        #expect(order.count == 1)
        let moved = Self.otherRow.replacing("1 Test Way", with: "9 New Road")
        #expect(try take(.patients, Self.header + moved).counts.edited == 1)
        #expect(
            Patient.address.rows(in: try state(kept)).map { $0[Patient.address.line1] } == [
                "9 New Road"
            ])
        #expect(try take(.patients, Self.header + moved).counts.same == 1)
        #expect(try state(other).entries == before.entries)
        #expect(try lone.open.isEmpty)
    }

    @Test(arguments: [true, false])
    func `of two lines about one patient the one that names who stands counts`(
        isFirst: Bool
    ) throws {
        try settle()
        let moved = Self.otherRow.replacing("1 Test Way", with: "9 New Road")
        let rows = isFirst ? [moved, Self.keptRow] : [Self.keptRow, moved]
        let plan = try take(.patients, Self.header + rows.joined())
        #expect(plan.counts.same == 1 && plan.counts.skipped == 1)
        #expect(try state(kept).entries(of: Patient.address.name).count == 1)
    }

    @Test func `an order that a person gave stays, and names what belongs to both`() throws {
        try settle()
        let second = try lone.create(
            .insurancePlan, "code=PL2", "payor=\(payor)", "groupNumber=200")
        let own = try lone.create(
            .coverage, "patient=\(kept)", "insurancePlan=\(second)", "memberId=SYN2",
            "effectiveFrom=2026-01-01")
        let theirs = try #require(try coverages(of: kept).first { $0.id != own }?.id)
        let day = try #require(Day("2026-01-01"))
        let order = OrderCoverages(
            other.description, [own.description, theirs.description], from: day)
        #expect(try lone.perform(order) == kept)
        #expect(try lone.open.isEmpty)
        for _ in 1...2 {
            #expect(try take(.coverage, Self.covered).counts.same == 1)
            #expect(try lone.open.isEmpty)
        }
        // Two people again: what one of them is said to have is the other's.
        _ = try lone.desk.undoSettlement(
            lone.settled.conflict.description, actor: nil, reason: "two after all")
        let kinds = try lone.open.map(\.kind)
        #expect(kinds.contains(CrossConflict.Kind.foreignCoverage.rawValue))
    }

    private var payor: RecordID {
        get throws {
            try #require(try lone.desk.reading { $0.records(.payor).first?.id })
        }
    }

    @Test func `where who stands is not held, nothing is answered from who yields`() throws {
        let office = RecordID(bits: 0xF1)
        let lone = try LoneDesk(office: office)
        try lone.store.write { try $0.keep(idSecret: IDSecret(1, 2)) }
        try lone.write([
            Write(Office.code, office, "A"),
            Write(Patient.name, other, [Patient.name.family("Synthley")]),
        ])
        try lone.write(
            Settlement.writes(
                kept, other, .keep(kept, through: nil), reason: "one", seeing: { _ in nil }))
        let problem = DeedProblem.standsElsewhere(type: "patient")
        #expect(throws: problem) {
            try lone.desk.coverages(of: other.description, on: lone.desk.today)
        }
        #expect(throws: problem) { try lone.desk.standInNote(for: other.description) }
        #expect("\(problem)".hasPrefix("not known here"))
    }
}

extension LoneDesk {
    /// The last conflict that was settled.
    fileprivate var settled: SettledConflict {
        get throws {
            let all = try store.read {
                try $0.settledConflicts(SettledConflict.Filter(), limit: 1)
            }
            return try #require(all.first)
        }
    }
}
