import Foundation
import Testing

extension EndToEnd {
    /// Power cuts, at moments nobody chose.
    struct CrashTests {
        @Test func `a hub killed again and again during pushes ends level`() async throws {
            let group = try await sampleGroup()
            defer { group.remove() }
            var kills = 0
            for moment in [0.05, 0.15, 0.3, 0.6, 0.9] {
                let sync = try Run(
                    Binaries.office.url, ["sync", "--store", group.central.folder])
                Deadline.pause(moment + Double.random(in: 0...0.2))
                kills += sync.process.isRunning ? 1 : 0
                group.killHub()
                let outcome = try sync.end()
                #expect([0, 3].contains(outcome.code), "\(outcome)")
                #expect(!outcome.err.contains("DEBUG"))
                try group.serve()
            }
            print("the hub was killed during \(kills) of 5 pushes")
            try group.requireQuiet()
        }

        @Test func `an office killed again and again during pulls ends level`() async throws {
            let group = try await sampleGroup()
            defer { group.remove() }
            try group.sync(group.central)
            let office = group.site("S01")
            try office.done("join", "--token", group.token("S01"))
            let fresh = try group.copy(office, to: "fresh")
            let start = ContinuousClock.now
            try office.done("sync")
            let whole = (ContinuousClock.now - start) / .seconds(1)
            var kills = 0
            for part in [0.3, 0.5, 0.6, 0.7, 0.8, 0.9] {
                try group.restore(office, from: fresh)
                let sync = try Run(Binaries.office.url, ["sync", "--store", office.folder])
                Deadline.pause(whole * (part + Double.random(in: -0.05...0.05)))
                kills += sync.process.isRunning ? 1 : 0
                sync.kill()
                #expect(try office.done("verify") == "ok")
            }
            print("the office was killed during \(kills) of 6 pulls")
            try office.done("sync")
            #expect(try office.done("digest") == group.hub.done("digest", "--office", "S01"))
            try group.requireQuiet()
        }

        /// A centre with a larger sample that it has not pushed yet.
        private func sampleGroup() async throws -> Group {
            let bare = try Template.empty()
            try bare.serve()
            let invitation = ["invite", "--central", "desk", "--role", "coordinator"]
            try bare.central.done("join", "--token", bare.hub.done(invitation))
            try bare.central.done("sample", "--patients", "2000", "--offices", "1")
            bare.hasCentral = true
            return bare
        }
    }
}
