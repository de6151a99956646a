import Foundation
import Testing

extension EndToEnd {
    /// Offices without a line, and a hub that does not serve: files are carried both ways.
    struct CourierTests {
        private func families(_ site: Site) throws -> [String] {
            try site.rows("list", "patient").compactMap { $0.text("family") }.sorted()
        }

        /// Carries what a machine has to the hub, and the answer back.
        private func carry(_ name: String, of group: Group, _ trip: Int) throws {
            let up = "\(group.folder)/\(name)-\(trip)"
            let down = up + ".down"
            try group.site(name).done("courier", "export", up)
            try group.hub.done("courier", "import", up)
            try group.hub.done("courier", "export", down, "--to", name)
            let row = try #require(try group.site(name).rows("courier", "import", down).first)
            #expect(row.text("outcome") == "taken" && row["equal"] as? Bool == true)
        }

        @Test func `two offices agree after files were carried both ways`() async throws {
            try await Group.with { group in
                #expect(group.stopHub() == 0)
                let patient = try group.a.done(
                    "create", "patient", "family=Early", "given=Pat", "birthDate=1980-01-01",
                    "offices+=A01", "offices+=B01"
                ).trimmingCharacters(in: .whitespacesAndNewlines)
                try group.a.done(
                    "create", "patient", "family=Own", "given=Pat", "birthDate=1980-01-01")
                try group.b.done(
                    "create", "patient", "family=Beta", "given=Pat", "birthDate=1980-01-01")
                #expect(try group.a.run("sync").code == 3)
                try carry("A01", of: group, 1)
                try carry("B01", of: group, 1)
                #expect(try families(group.b) == ["Beta", "Early"])
                // Both write where neither has heard the other: a conflict, as over a line.
                try group.a.done("edit", "patient", patient, "preferredName=Ann")
                try group.b.done("edit", "patient", patient, "preferredName=Bea")
                for (trip, name) in ["A01", "B01", "A01"].enumerated() {
                    try carry(name, of: group, trip + 2)
                }
                #expect(try group.a.conflicts().count == group.b.conflicts().count)
                #expect(try families(group.a) == ["Early", "Own"])
                for name in ["A01", "B01"] {
                    let status = try #require(try group.site(name).rows("status").first)
                    #expect(status.number("pending") == 0)
                    #expect(
                        try group.site(name).done("digest")
                            == group.hub.done("digest", "--office", name))
                }
                let events = try group.hub.rows("events").compactMap { $0.text("event") }
                #expect(events.contains("courier-taken") && events.contains("courier-answered"))
                try group.serve()
            }
        }

        @Test
        func `a serving hub wakes whoever is live, and hears no revoked machine`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                let up = group.folder + "/up"
                let agent = try group.agent(group.central)
                try group.a.done(
                    "create", "patient", "family=Carried", "given=Pat", "birthDate=1980-01-01")
                try group.a.done("courier", "export", up)
                try group.hub.done("courier", "import", up)
                let isThere = Deadline.reached(within: 20) {
                    (try? families(group.central))?.contains("Carried") == true
                }
                #expect(isThere)
                #expect(agent.stop() == 0)
                try group.b.done("courier", "export", up, "--force")
                try group.hub.done("revoke", "B01")
                let position = try group.position
                let refused = try group.hub.run("courier", "import", up)
                #expect(refused.code == 1)
                #expect(try group.position == position)
            }
        }
    }
}
