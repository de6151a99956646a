import Foundation
import Merge
import Practice
import Replica
import Store
import Testing

extension EndToEnd {
    /// An office that writes beforehand under the ids which others will need gets nothing by it.
    struct SquattedIDTests {
        private static let patients =
            "patient_system,patient_number,family_name,given_name,birth_date\n"
            + "PMS,1001,Synthley,Cora,1980-02-29\n"

        private func file(_ group: Group) throws -> String {
            let path = group.folder + "/patients.csv"
            try Self.patients.write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        /// Appends what no command of ours would write.
        private func append(_ site: Site, _ writes: [Write]) throws {
            try site.open { store in
                let desk = try Desk(store, clock: Clock.now)
                try store.write { transaction in
                    let content = ChangeSet(
                        replica: desk.replica, actor: nil, role: desk.role, reason: "squat",
                        claimedAt: desk.now, parent: try transaction.tip,
                        nonce: .random(in: 0 ... .max),
                        ops: writes.map { $0.op(seeing: RecordState(), shape: nil) })
                    _ = try transaction.append(content)
                }
            }
        }

        private func isImported(_ row: [String: Any]) -> Bool {
            "\(row)".contains("Synthley")
        }

        private func officeID(_ code: String, _ site: Site) throws -> RecordID {
            let row = try site.rows("list", "office").first { $0.text("code") == code }
            let text = try #require(row?.text("id"))
            return try #require(RecordID(hexadecimal: text))
        }

        @Test func `a patient's values stay with the office that imports him`() async throws {
            try await Group.with { group in
                let (a, b) = (try officeID("A01", group.a), try officeID("B01", group.a))
                let taken = RecordID.v5(
                    namespace: RecordID(bits: 0x6f0c_1d1e_58a3_4b7e_9d42_3a57_c01d_b21e),
                    name: "patient\0PMS\01001\0\(b)".utf8)
                try append(
                    group.a,
                    [
                        Write(
                            record: taken, type: "patient", attribute: "offices",
                            key: Value([.blob(a.bytes[...])]).encoded, value: Value([]).encoded)
                    ])
                try group.sync(group.a)
                try group.b.done("import", "patients", file(group))
                try group.sync(group.b, group.a, group.central)
                let own = try group.b.rows("list", "patient").filter(isImported)
                #expect(own.count == 1)
                #expect(own.first?.text("id") != taken.description)
                let seen = try group.a.rows("list", "patient")
                #expect(!seen.contains(where: isImported))
                #expect(try group.a.rows("custody", "list", "--all").isEmpty)
                #expect(try group.b.rows("custody", "list", "--all").isEmpty)
            }
        }

        @Test func `a store that joined before secrets were handed over asks for one sync`()
            async throws
        {
            try await Group.with { group in
                try SQLiteFile(group.b.folder).run("DELETE FROM meta WHERE key = 'id-secret'")
                let refused = try group.b.run("import", "patients", try file(group))
                #expect(refused.code == 3)
                #expect(refused.err.contains("bridgework sync"))
                try group.sync(group.b)
                try group.b.done("import", "patients", file(group))
                try group.sync(group.b, group.central)
            }
        }

        @Test func `a hub of a time without secrets draws one when it serves`() async throws {
            try await Group.with { group in
                group.stopHub()
                for site in [group.hub, group.b] {
                    try SQLiteFile(site.folder).run("DELETE FROM meta WHERE key = 'id-secret'")
                }
                try group.serve()
                try group.sync(group.b)
                try group.b.done("import", "patients", file(group))
                try group.sync(group.b, group.central)
            }
        }
    }
}
