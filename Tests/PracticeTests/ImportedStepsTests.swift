import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// What a row's last step stands for.
struct ImportedStepsTests {
    private func events(
        _ workflow: Workflow, _ event: String, from state: RecordState? = nil,
        facts: [String: Scalar] = [:]
    ) throws -> [String] {
        var scalars = [Scalar](repeating: .null, count: workflow.fields.count)
        scalars[0] = .text(event)
        for (name, fact) in facts {
            if let place = workflow.fields.firstIndex(where: { $0.name == name }) {
                scalars[place] = fact
            }
        }
        let steps = try #require(ImportedSteps(workflow.recordType, state))
        return try steps.writes([Write(workflow.recordType, "status", scalars)]).map { write in
            try #require(Entry.value(of: write.value ?? [])[0].text)
        }
    }

    private func state(_ workflow: Workflow, _ steps: String...) -> RecordState {
        var world = World()
        for step in steps { world.write([Write(workflow.recordType, "status", [.text(step)])]) }
        return world.state
    }

    @Test func `the legal steps between are logged, too`() throws {
        #expect(try events(.enrollment, "submit") == ["prepare", "submit"])
        #expect(
            try events(.enrollment, "denied") == ["prepare", "submit", "ack", "denied"])
        #expect(try events(.contract, "execute") == ["execute"])
        #expect(try events(.contract, "amend") == ["execute", "amend"])
    }

    @Test func `a record goes on from where it stands and never back`() throws {
        let prepared = state(.enrollment, "prepare")
        #expect(try events(.enrollment, "submit", from: prepared) == ["submit"])
        #expect(try events(.enrollment, "prepare", from: prepared) == [])
        let executed = state(.contract, "execute")
        #expect(throws: ImportedSteps.Problem.self) {
            try events(.contract, "offer", from: executed)
        }
    }

    @Test func `a step without its evidence is a problem of its column`() throws {
        let problem = #expect(throws: ImportedSteps.Problem.self) {
            try events(.contract, "terminate")
        }
        #expect(problem?.field == "effectiveOn" && problem?.reason == .blank)
        #expect(
            try events(.contract, "terminate", facts: ["effectiveOn": .day("2026-12-31")])
                == ["execute", "terminate"])
    }
}
