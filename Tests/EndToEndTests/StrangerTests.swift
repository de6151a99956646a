import Foundation
import Hub
import Store
import Sync
import Testing
import Wire

extension EndToEnd {
    /// Those who come to the hub's doors and have no business there.
    struct StrangerTests {
        /// A hub that may open as many files and sockets as most systems give.
        private static func serve(_ group: Group, descriptors: Int) throws -> Daemon {
            let daemon = try Daemon(
                URL(filePath: "/bin/sh"),
                [
                    "-c", "ulimit -n \(descriptors); exec \"$0\" \"$@\"", Binaries.hub.url.path,
                    "serve", "--store", group.hub.folder, "--listen", "127.0.0.1:\(group.port)",
                ], log: group.folder + "/hub.log")
            let isUp = Deadline.reached(within: 30) {
                FreePort.answers(group.port + 1) && group.answers(group.hub)
            }
            try #require(isUp, "\(daemon.said)")
            return daemon
        }

        @Test func `a thousand idle sockets leave joins, syncs and commands answered`() throws {
            let group = try Template.copy()
            defer { group.remove() }
            let hub = try Self.serve(group, descriptors: 1_024)
            defer { hub.kill() }
            try group.central.done("create", "office", "code=N01", "name=New")
            try #require(DescriptorLimit.raise() > 2_000)
            let crowd = (0..<1_000).map { _ in FreePort.connected(group.port + 1) }
            defer { for socket in crowd where socket >= 0 { close(socket) } }
            #expect(group.answers(group.hub))
            try group.sync(group.central, group.a)
            let new = group.site("N01")
            try new.done("join", "--token", group.token("N01"))
            try new.done("sync")
            let isTold = Deadline.reached(within: 30) {
                hub.said.contains("connections closed at the door")
            }
            #expect(isTold, "\(hub.said)")
            let isShown = Deadline.reached(within: 30) {
                (try? group.hub.done("status").contains(/closedAtDoor +[1-9]/)) ?? false
            }
            #expect(isShown)
            #expect(hub.stop() == 0)
            let sentAway = try group.hub.open { try $0.read { try $0.sentAway } }
            #expect((sentAway?.count ?? 0) >= 800)
        }

        @Test func `a hub stops in order while clients arrive`() throws {
            let group = try Template.copy()
            defer { group.remove() }
            for round in 1...4 {
                try group.serve()
                let late = try group.replicas.flatMap { site in
                    try (1...2).map { number in
                        try Daemon(
                            Binaries.office.url,
                            [number == 1 ? "sync" : "status"]
                                + ["--store", site.folder],
                            log: group.folder + "/late.log")
                    }
                }
                Deadline.pause(0.05 * Double(round))
                #expect(group.stopHub() == 0, "\(group.hubDaemon?.said ?? "")")
                for command in late { _ = command.stop() }
            }
        }
    }
}
