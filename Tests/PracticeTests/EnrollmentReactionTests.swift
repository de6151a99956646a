import Merge
import Testing

@testable import Participation
@testable import Records

/// What the hub derives from the steps of contracts and cases.
struct EnrollmentReactionTests {
    private static let contract = RecordID(bits: 1)
    private static let letter = RecordID(bits: 0x91)

    private static func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7, 8], contracts: [1])
        for office in [7, 8] as [UInt128] {
            practice.place(1, at: office)
            practice.assign(to: office)
        }
        practice.onboard()
        return practice
    }

    private static func terminate(_ practice: inout SmallPractice) {
        practice.log(
            .payorContract, contract, "noticeTermination", ["effectiveOn": .day("2027-06-30")])
    }

    private static func record(_ practice: inout SmallPractice, at office: UInt128) throws {
        let view = try #require(practice.caseView(1, office))
        let draft = StepDraft("recorded", on: practice.today, document: letter)
        practice.change(
            try CaseStep(draft, effectiveOn: Day("2026-12-01")).writes(on: view))
    }

    private static func state(_ practice: SmallPractice, _ office: UInt128) throws -> String {
        CaseState(try #require(practice.caseView(1, office))).state
    }

    @Test func `a case that comes into force after the notice ends with its contract`() throws {
        var practice = Self.practice()
        Self.terminate(&practice)
        #expect(practice.cases.count == 2)
        try Self.record(&practice, at: 7)
        let view = try #require(practice.caseView(1, 7))
        #expect(try Self.state(practice, 7) == "ending")
        #expect(view[Enrollment.effectiveThrough] == Day("2027-06-30"))
        #expect(view[Enrollment.termReason] == "contractEnded")
        #expect(try Self.state(practice, 8) == "notStarted")
    }

    @Test func `cases in force end with a notice that another desk gave, once`() throws {
        var practice = Self.practice()
        for office in [7, 8] as [UInt128] { try Self.record(&practice, at: office) }
        Self.terminate(&practice)
        for office in [7, 8] as [UInt128] {
            #expect(try Self.state(practice, office) == "ending")
        }
        let step = practice.lookup.record(Self.contract)?[PayorContract.status].count
        let again = practice.reactions(to: [
            Write(.payorContract, "status", [.text("noticeTermination")], record: Self.contract)
        ])
        #expect(step != nil && again.filter { $0.type == "enrollment" }.isEmpty)
    }

    @Test func `cases go on when the contract does`() throws {
        var practice = Self.practice()
        Self.terminate(&practice)
        try Self.record(&practice, at: 7)
        practice.log(.payorContract, Self.contract, "withdrawTermination")
        #expect(try Self.state(practice, 7) == "effective")
        #expect(practice.caseView(1, 7)?[Enrollment.effectiveThrough] == nil)
    }

    @Test func `a denial asks for an appeal, once each`() throws {
        var practice = Self.practice()
        let id = try #require(practice.caseView(1, 7)).id
        for step in ["prepare", "submit", "ack", "denied"] {
            practice.log(.enrollment, id, step)
        }
        func appeals() -> [RecordView] {
            practice.lookup.records(.task).filter { $0[WorkTask.kind] == "appeal" }
        }
        #expect(appeals().map { $0[WorkTask.about] } == [id])
        practice.log(.enrollment, id, "reopen")
        #expect(appeals().count == 1)
        for step in ["submit", "ack", "denied"] { practice.log(.enrollment, id, step) }
        #expect(appeals().count == 2)
    }
}
