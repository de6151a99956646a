import Foundation
import Merge
import Practice
import Replica
import Store
import Testing

extension EndToEnd {
    /// A record has a bound, and the hub's operator a way out.
    struct CutTests {
        private func fill(_ site: Site, _ patient: String, notes: Int) throws {
            let note = Value([.text(String(repeating: "n", count: 2_000))]).encoded
            try site.open { store in
                let desk = try Desk(store, clock: Clock.now)
                let record = try #require(RecordID(hexadecimal: patient))
                for start in stride(from: 0, to: notes, by: 400) {
                    try store.write { transaction in
                        let content = ChangeSet(
                            replica: desk.replica, actor: nil, role: desk.role, reason: "",
                            claimedAt: desk.now, parent: try transaction.tip,
                            nonce: .random(in: 0 ... .max),
                            ops: (start..<min(notes, start + 400)).map { _ in
                                Op(
                                    record: record, type: "patient", attribute: "notes",
                                    value: note)
                            })
                        _ = try transaction.append(content)
                    }
                }
            }
        }

        @Test func `an office on a live line sees a cut without asking`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let agent = try group.agent(group.b)
                try group.hub.done("cut", patient, "--reason", "entered by a script")
                let isGone = try Deadline.reached(within: 20) {
                    try group.b.run("show", "patient", patient).code == 1
                }
                #expect(isGone, "\(agent.said)")
                #expect(agent.stop() == 0)
            }
        }

        @Test func `a record that is filled stops nobody, and is cut out`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let other = try group.sharedPatient()
                try fill(group.a, patient, notes: 3_960)
                try group.a.done("edit", "patient", other, "preferredName=Flows")
                try group.sync(group.a, group.b, group.central)
                #expect(try group.b.fields("patient", other).text("preferredName") == "Flows")
                let waiting = try group.a.rows("quarantine", "list")
                #expect(!waiting.isEmpty)
                #expect(waiting.allSatisfy { $0.text("why") == "record-full" })
                // The office is told before it writes.
                let note = "notes+=" + String(repeating: "m", count: 2_000)
                let refused = try group.b.run("edit", "patient", patient, note)
                #expect(refused.code == 1)
                #expect(refused.err.contains("more than one record may"))
                let unknown = try group.hub.run("cut", "0193", "--reason", "full")
                #expect(unknown.code == 1 && unknown.err.contains("32 digits"))
                let said = try group.hub.done("cut", patient, "--reason", "filled by a script")
                #expect(said.contains(patient))
                try group.sync()
                #expect(try group.a.run("show", "patient", patient).code == 1)
                #expect(try group.b.fields("patient", other).text("preferredName") == "Flows")
                let events = try group.hub.rows("events")
                #expect(events.contains { $0.text("event") == "record-cut" })
                let history = try group.hub.done("history", "--record", patient)
                #expect(history.contains("cut out: filled by a script"))
            }
        }
    }
}
