import Merge
import Testing

@testable import Participation
@testable import Records

/// What the hub derives is found by its cause, and its id is nobody's to take.
struct DerivedRecordTests {
    private static let doctor = RecordID(bits: SmallPractice.doctor)

    private static func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7], contracts: [1, 2])
        practice.contract(3, rule: "delegated")
        for contract in [1, 2, 3] as [UInt128] { practice.place(contract, at: 7) }
        practice.assign(to: 7)
        return practice
    }

    /// A case's id as everybody could work it out, when no secret went in.
    private static func publicID(_ contract: UInt128) -> RecordID {
        let parts = [SmallPractice.doctor, contract, 7].map { RecordID(bits: $0).description }
        return RecordID.v5(
            namespace: RecordID(bits: 0x6f0c_1d1e_58a3_4b7e_9d42_3a57_c01d_b21e),
            name: (["enrollment"] + parts).joined(separator: "\0").utf8)
    }

    @Test func `a case opens though an office took its public id for something else`() {
        var practice = Self.practice()
        practice.change([Write(WorkTask.office, Self.publicID(1), RecordID(bits: 7))])
        practice.onboard()
        #expect(practice.cases == [[1, 7], [2, 7]])
        #expect(practice.lookup.record(Self.publicID(1))?.type.name == "task")
    }

    @Test func `a case that stands under an old id is the case`() throws {
        var practice = Self.practice()
        practice.change([
            Write(
                Enrollment.identity, Self.publicID(1),
                [
                    Enrollment.practitioner(Self.doctor), Enrollment.contract(RecordID(bits: 1)),
                    Enrollment.office(RecordID(bits: 7)),
                ])
        ])
        practice.onboard()
        #expect(practice.lookup.records(.enrollment).count == 2)
        #expect(practice.caseView(1, 7)?.id == Self.publicID(1))
    }

    @Test func `a notice that stands under an old id is the notice`() {
        var practice = Self.practice()
        let notice = RecordID(bits: 0x01D)
        practice.change([
            Write(
                PayorNotice.subject, notice,
                [
                    PayorNotice.kind("addLocation"), PayorNotice.contract(RecordID(bits: 3)),
                    PayorNotice.onboardingRun(RecordID(bits: 0xF0)),
                ]),
            Write(
                PayorNotice.practitioners, notice,
                key: [PayorNotice.Practitioners.practitioner(Self.doctor)]),
        ])
        practice.onboard()
        let all = practice.lookup.records(.payorNotice)
        #expect(all.map(\.id) == [notice])
        #expect(all.first?[PayorNotice.offices].count == 1)
    }

    private static let move = RecordID(bits: 0xF5)

    private static func moving(_ practice: inout SmallPractice) {
        practice.change([
            Write(
                MoveRun.journey, move,
                [
                    MoveRun.practitioner(doctor), MoveRun.moveKind("leave"),
                    MoveRun.fromOffice(RecordID(bits: 7)),
                ]),
            Write(MoveRun.dates, move, [MoveRun.lastDayOld(Day("2026-12-31"))]),
            Write(MoveRun.status, move, [MoveRun.status.step("plan")]),
        ])
    }

    private static func task(_ id: RecordID, office: UInt128? = nil) -> [Write] {
        [
            Write(WorkTask.title, id, "as before"),
            Write(WorkTask.kind, id, "move-nppes"),
            Write(WorkTask.about, id, move),
        ] + (office.map { [Write(WorkTask.office, id, RecordID(bits: $0))] } ?? [])
    }

    private static func titles(_ practice: SmallPractice) -> [String] {
        practice.lookup.records(.task).filter { $0[WorkTask.kind] == "move-nppes" }
            .compactMap { $0[WorkTask.title] }
    }

    @Test func `a move's task that stands under an old id is not made again`() {
        var practice = Self.practice()
        practice.change(Self.task(RecordID(bits: 0x01D)))
        Self.moving(&practice)
        #expect(Self.titles(practice) == ["as before"])
    }

    @Test func `an office's own task does not stand for the centre's`() {
        var practice = Self.practice()
        practice.change(Self.task(RecordID(bits: 0x01D), office: 7))
        Self.moving(&practice)
        #expect(Self.titles(practice).count == 2)
    }

    @Test func `a new secret makes nothing again that stands, and names what is new`() throws {
        var practice = Self.practice()
        practice.onboard()
        Self.moving(&practice)
        let types: [RecordType] = [.enrollment, .payorNotice, .task]
        let before = types.map { practice.lookup.records($0).map(\.id) }
        #expect(before.allSatisfy { !$0.isEmpty })
        practice.renewSecret()
        practice.renewSecret()
        // The hub looks at all of it again.
        practice.change([Write(MoveRun.dates, Self.move, [MoveRun.lastDayOld(Day("2026-12-30"))])])
        practice.change([
            Write(OnboardingRun.startsOn, RecordID(bits: 0xF0), Day("2026-12-02"))
        ])
        #expect(types.map { practice.lookup.records($0).map(\.id) } == before)
        practice.contract(4)
        practice.place(4, at: 7)
        let key = [SmallPractice.doctor, 4, 7].map { RecordID(bits: $0).description }
        #expect(
            practice.caseView(4, 7)?.id == practice.lookup.secret.id("enrollment", key))
    }

    @Test func `a task that its id alone names is found under the secrets before`() throws {
        var practice = Self.practice()
        practice.onboard()
        practice.log(.enrollment, try #require(practice.caseView(1, 7)).id, "prepare")
        /// Contract 1 no longer holds where the case is: a person is to decide, once.
        func flags(endingOn day: String) -> Int {
            practice.place(1, at: 7, day)
            return practice.lookup.records(.task).count { $0[WorkTask.kind] == "givenUp" }
        }
        #expect(flags(endingOn: "2026-11-01") == 1)
        practice.renewSecret()
        practice.renewSecret()
        #expect(flags(endingOn: "2026-11-02") == 1)
        practice.renewSecret(keepsFormer: false)
        #expect(flags(endingOn: "2026-11-03") == 2)
    }

    private func participation(_ id: RecordID) -> Write {
        Write(Enrollment.participation, id, "inNetwork")
    }

    @Test func `a derived id that another type has is passed over`() {
        var lookup = TestLookup()
        let first = lookup.newID(.enrollment, ["a"])
        #expect(first == IDSecret.test.id("enrollment", ["a"]))
        lookup.write([participation(first)])
        #expect(lookup.newID(.enrollment, ["a"]) == first)
        let taken = lookup.newID(.task, ["b"])
        lookup.write([participation(taken)])
        #expect(lookup.newID(.task, ["b"]) == IDSecret.test.id("task", ["b"], round: 1))
    }
}
