import Foundation
import Testing

extension EndToEnd {
    /// A record that leaves an office leaves its disk, and nothing that anybody wrote is lost.
    struct ScopeExitTests {
        private static let tokens = ["Zyxwvkanary", "Qjxhvbirdie", "1931-07-09", "Wprtsongful"]

        /// A patient of A01 with values that stand nowhere else, all written at A01.
        private func canary(_ group: Group) throws -> String {
            let patient = try group.a.done(
                "create", "patient", "family=Zyxwvkanary", "given=Qjxhvbirdie",
                "birthDate=1931-07-09", "language=Wprtsongful")
            try group.a.done("edit", "patient", patient, "preferredName=Birdie")
            try group.sync(group.a, group.central)
            return patient
        }

        private func move(_ patient: String, _ group: Group) throws {
            try group.central.done("edit", "patient", patient, "offices+=B01", "offices-=A01")
            try group.sync(group.central, group.a, group.b)
        }

        /// The files of a store that hold a token, plain or as programs spell it.
        private func traces(in site: Site) throws -> [String] {
            let needles = Self.tokens.dropLast(0).flatMap { token -> [Data] in
                let bytes = Data(token.utf8)
                let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                // The middle of a base64 text does not depend on what stands before it by chance.
                let base64 = (0..<3).map { shift in
                    let text = (Data(repeating: 0, count: shift) + bytes).base64EncodedString()
                    return Data(text.utf8.dropFirst(4).dropLast(4))
                }
                return [
                    bytes, token.data(using: .utf16LittleEndian) ?? bytes,
                    token.data(using: .utf16BigEndian) ?? bytes, Data(hex.utf8),
                    Data(hex.uppercased().utf8),
                ] + base64
            }
            return try site.bytes().flatMap { name, data in
                needles.contains { data.range(of: $0) != nil } ? [name] : []
            }.sorted()
        }

        @Test func `no byte of a departed patient stays in the office's folder`() async throws {
            try await Group.with { group in
                let patient = try canary(group)
                #expect(try !traces(in: group.a).isEmpty)
                try move(patient, group)
                #expect(try traces(in: group.a) == [])
                #expect(try group.b.fields("patient", patient).text("family") == "Zyxwvkanary")
                #expect(try group.a.done("verify") == "ok")
                #expect(try group.hub.done("events").contains("purged"))
            }
        }

        @Test func `a departed patient's document goes too, and the hub knows who still owes`()
            async throws
        {
            try await Group.with { group in
                let patient = try canary(group)
                let file = group.folder + "/card.txt"
                try Data("the card of Zyxwvkanary".utf8).write(to: URL(filePath: file))
                try group.a.done(
                    "document", "add", file, "--subject", "patient:\(patient)", "--kind", "other",
                    "--title", "card")
                try group.sync(group.a)
                try group.central.done("sync")
                try group.central.done("edit", "patient", patient, "offices+=B01", "offices-=A01")
                try group.sync(group.central)
                #expect(try owed(group) >= 2)
                try group.sync(group.a)
                #expect(try traces(in: group.a) == [])
                #expect(try group.a.bytes().keys.contains { $0.hasSuffix(".sealed") })
                #expect(try owed(group) == 0)
            }
        }

        /// How many records the office's machine has not vouched for, as the operator sees it.
        private func owed(_ group: Group) throws -> Int {
            let text = try group.hub.done("status", "--format", "json")
            let status = try JSONSerialization.jsonObject(with: Data(text.utf8))
            let machines = (status as? [[String: Any]])?.first?["machines"] as? [[String: Any]]
            let machine = try #require(machines?.first { $0["office"] as? String == "A01" })
            return try #require(machine["purgesOwed"] as? Int)
        }

        @Test func `a stub says where a departed record went, until it comes back`() async throws {
            try await Group.with { group in
                let patient = try canary(group)
                try move(patient, group)
                let shown = try group.a.run("show", "patient", patient)
                #expect(shown.code == 1 && shown.err.contains("moved to B01 on 20"))
                #expect(try group.a.run("edit", "patient", patient, "language=X").code == 1)
                let stubs = try group.a.rows("departed", "--type", "patient")
                #expect(stubs.map { $0.text("record") } == [patient])
                #expect(stubs.first?["offices"] as? [String] == ["B01"])
                try group.central.done("edit", "patient", patient, "offices+=A01")
                try group.sync(group.central, group.a)
                #expect(try group.a.fields("patient", patient).text("family") == "Zyxwvkanary")
                #expect(try group.a.rows("departed").isEmpty)
            }
        }

        @Test func `edits made before the news came are pushed first, and purged after`()
            async throws
        {
            try await Group.with { group in
                let patient = try canary(group)
                try group.central.done(
                    "edit", "patient", patient, "offices+=B01", "offices-=A01")
                try group.sync(group.central)
                try group.a.done("edit", "patient", patient, "pronouns=Wprtsongful")
                try group.sync(group.a, group.b)
                #expect(try traces(in: group.a) == [])
                let waiting = try group.b.rows("custody", "list")
                #expect(waiting.map { $0.text("attribute") } == ["pronouns"])
                try group.b.done("custody", "accept", #require(waiting.first?.text("id")))
                #expect(try group.b.fields("patient", patient).text("pronouns") == "Wprtsongful")
                try group.sync(group.b, group.central)
                #expect(
                    try group.central.fields("patient", patient).text("pronouns")
                        == "Wprtsongful")
            }
        }

        @Test func `a hub restored from an old copy opens what the office had sealed`()
            async throws
        {
            try await Group.with { group in
                #expect(group.stopHub() == 0)
                let backup = try group.copy(group.hub, to: "backup")
                try group.serve()
                let patient = try canary(group)
                try move(patient, group)
                #expect(try traces(in: group.a) == [])
                #expect(group.stopHub() == 0)
                try group.restore(group.hub, from: backup)
                try group.serve()
                // Only the office has the patient's first values, and cannot read them.
                try group.a.done(
                    "create", "patient", "family=New", "given=Pat", "birthDate=1980-01-01")
                try group.sync(group.a, group.central, group.b, group.a)
                #expect(try group.b.fields("patient", patient).text("family") == "Zyxwvkanary")
                #expect(try group.b.fields("patient", patient).text("preferredName") == "Birdie")
                #expect(try traces(in: group.a) == [])
                let status = try #require(try group.a.rows("status").first)
                #expect(status.number("pending") == 0)
            }
        }
    }
}
