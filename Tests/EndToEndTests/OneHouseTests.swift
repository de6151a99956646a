import Foundation
import Testing

extension EndToEnd {
    /// A small practice: hub, office and centre in one process.
    struct OneHouseTests {
        @Test func `a hub with its office and its centre works as one process`() async throws {
            let group = try Template.empty()
            defer { group.remove() }
            try group.serve(["--with-office", "MAIN", "--with-central"])
            let office = group.site("hub/office-main")
            let central = group.site("hub/central")
            let areUp = Deadline.reached(within: 60) {
                group.answers(office) && group.answers(central)
            }
            try #require(areUp, "\(group.hubDaemon?.said ?? "")")
            let patient = try office.done(
                "create", "patient", "family=One", "given=Pat", "birthDate=1980-01-01")
            let hasArrived = try Deadline.reached(within: 20) {
                try central.run("show", "patient", patient).code == 0
            }
            #expect(hasArrived)
            try central.done("create", "payor", "code=P1", "name=Payor One")
            let hasPayor = try Deadline.reached(within: 20) {
                try office.run("show", "payor", "P1").code == 0
            }
            #expect(hasPayor)
            let isSame = try Deadline.reached(within: 20) {
                try office.done("digest") == group.hub.done("digest", "--office", "MAIN")
                    && central.done("digest") == group.hub.done("digest", "--central")
            }
            #expect(isSame)
            #expect(group.stopHub() == 0, "\(group.hubDaemon?.said ?? "")")
            for site in [office, central, group.hub] { #expect(try site.done("verify") == "ok") }
        }

        @Test func `a room that lost its store leaves no ghost that the hub waits for`() throws {
            let group = try Template.empty()
            defer { group.remove() }
            let office = group.site("hub/office-main")
            for round in 1...2 {
                try group.serve(["--with-office", "MAIN"])
                let isUp = Deadline.reached(within: 60) { group.answers(office) }
                try #require(isUp, "\(group.hubDaemon?.said ?? "")")
                let isLevel = try Deadline.reached(within: 60) {
                    try office.rows("status").first?.text("level") != nil
                }
                #expect(isLevel)
                #expect(group.stopHub() == 0, "\(group.hubDaemon?.said ?? "")")
                if round == 1 { try FileManager.default.removeItem(atPath: office.folder) }
            }
            let replicas = try group.hub.rows("replicas")
            #expect(replicas.map { $0.text("status") } == ["revoked", "active"])
            #expect(replicas.map { $0.text("name") } == ["MAIN", "MAIN"])
            let machines = try group.hub.rows("status").first?["machines"] as? [[String: Any]]
            #expect(machines?.count == 1)
        }

        /// A call that arrives while a listener is torn down once stopped the process by a trap.
        @Test func `a house that is told to stop while commands come in stops in order`() throws {
            let group = try Template.empty()
            defer { group.remove() }
            let office = group.site("hub/office-main")
            for round in 1...6 {
                try group.serve(["--with-office", "MAIN", "--with-central"])
                let isUp = Deadline.reached(within: 60) { group.answers(office) }
                try #require(isUp, "\(group.hubDaemon?.said ?? "")")
                let late = try (1...4).map { number in
                    try Daemon(
                        Binaries.office.url, ["digest", "--store", office.folder],
                        log: group.folder + "/late-\(round)-\(number).log")
                }
                #expect(group.stopHub() == 0, "\(group.hubDaemon?.said ?? "")")
                for command in late { _ = command.stop() }
            }
        }
    }
}
