import Merge
import Testing

@testable import Fees
@testable import Participation
@testable import Records

/// Who may log which step, and with what evidence.
struct StepAuthorityTests {
    /// A case of the north office, prepared and submitted by user 1.
    private var caseWorld: World {
        var world = World()
        world.write([
            Write(.enrollment, "identity", [.id(1), .id(2), .id(World.north)]),
            Write(.enrollment, "status", [.text("prepare")]),
        ])
        return world
    }

    private func step(_ event: String, _ more: [Int: Scalar] = [:]) -> Write {
        let fields = Workflow.enrollment.fields
        var scalars = [Scalar](repeating: .null, count: fields.count)
        scalars[0] = .text(event)
        for (place, scalar) in more { scalars[place] = scalar }
        return Write(.enrollment, "status", scalars)
    }

    @Test func `an office logs its own steps on its own case, and proposes the others`() {
        let before = caseWorld.state
        for event in ["resubmit", "directoryWrong"] {
            #expect(Asking(before: before).may(step(event)) == .allow)
            #expect(Asking(office: World.south, before: before).may(step(event)) == .propose)
        }
        for event in ["submit", "ack", "withdraw", "recredentialDue"] {
            #expect(Asking(before: before).may(step(event)) == .propose)
            #expect(Asking(role: .coordinator, before: before).may(step(event)) == .allow)
        }
    }

    @Test(arguments: [Role.office, .coordinator, .admin])
    func `a step without its evidence is refused, whoever logs it`(role: Role) {
        let before = caseWorld.state
        let asking = Asking(role: role, before: before)
        let effective = Workflow.enrollment.fields.firstIndex { $0.name == "effectiveOn" } ?? 0
        #expect(asking.may(step("recorded")) == .refuse(.missingEvidence))
        #expect(asking.may(step("recorded", [3: .id(9)])) == .refuse(.missingEvidence))
        #expect(asking.may(step("denied", [2: .text(" ")])) == .refuse(.missingEvidence))
        let whole = step("recorded", [3: .id(9), effective: .day("2026-12-01")])
        #expect(asking.may(whole) == (role == .office ? .propose : .allow))
    }

    @Test func `an office takes back its own step with a comment, not the centre's`() throws {
        var world = caseWorld
        world.write([step("directoryWrong")])
        let steps = world.state.entries(of: "status")
        let own = try #require(steps.first { $0.decoded[0].text == "directoryWrong" })
        let central = try #require(steps.first { $0.decoded[0].text == "prepare" })
        func retract(_ entry: Entry, _ comment: Scalar = .text("mistyped")) -> Write {
            step("retract", [2: comment, 5: .blob(EntryList.encode([entry.id]))])
        }
        let asking = Asking(before: world.state)
        #expect(asking.may(retract(own)) == .allow)
        #expect(asking.may(retract(own, .null)) == .refuse(.missingEvidence))
        #expect(asking.may(retract(central)) == .propose)
    }

    @Test func `who submitted a fee draft approves it alone only with a comment`() {
        var world = World()
        world.write([Write(.feeDraft, "status", [.text("submit")])], actor: RecordID(bits: 1))
        func approve(_ user: UInt128?, _ comment: Scalar = .null) -> Permission {
            Asking(
                role: .coordinator, actor: user.map { RecordID(bits: $0) }, before: world.state
            ).may(Write(.feeDraft, "status", [.text("approve"), .null, comment]))
        }
        #expect(approve(1) == .refuse(.sameUser))
        #expect(approve(nil) == .refuse(.sameUser))
        #expect(approve(1, .text("alone this week")) == .allow)
        #expect(approve(2) == .allow)
    }

    @Test func `a step of another schema is refused, and a creation is judged by its writers`() {
        let write = Write(.task, "status", [.text("open")])
        #expect(Asking(before: RecordState(), beside: []).may(write) == .propose)
        let unknown = Write(.enrollment, "status", [.text("novel")])
        #expect(Asking(role: .coordinator).may(unknown) == .refuse(.invalid))
    }
}
