import Foundation
import Testing

extension EndToEnd {
    /// A change that stops the hub is set aside; the group works on.
    struct CrashBreakerTests {
        @Test func `a change that stopped the hub three times is quarantined, the rest flows`()
            async throws
        {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                #expect(group.stopHub() == 0)
                try group.a.done("edit", "patient", patient, "preferredName=Before")
                try group.a.done(
                    "edit", "patient", patient, "language=French", "--reason", "poison pill")
                try group.a.done("edit", "patient", patient, "pronouns=After")
                let failpoint = ["BRIDGEWORK_STOP_ON": "poison"]
                for _ in 1...3 {
                    try group.serve(environment: failpoint)
                    #expect(try group.a.run("sync").code != 0)
                    let isDown = Deadline.reached(within: 20) {
                        group.hubDaemon?.isRunning == false
                    }
                    #expect(isDown)
                }
                try group.serve(environment: failpoint)
                try group.sync(group.a, group.central, group.b)
                let fields = try group.b.fields("patient", patient)
                #expect(fields.text("preferredName") == "Before")
                #expect(fields.text("pronouns") == "After")
                #expect(fields.text("language") == nil)
                for site in [group.a, group.central] {
                    let waiting = try site.rows("quarantine", "list")
                    #expect(waiting.map { $0.text("why") } == ["crashed"])
                }
                #expect(try group.hub.done("events").contains("stopped-on"))
                // Nobody opened it, so nobody can make it again but by hand.
                let id = try #require(
                    try group.a.rows("quarantine", "list").first?.text("id"))
                #expect(try group.a.run("quarantine", "retry", id).code == 1)
                try group.a.done("quarantine", "drop", id, "--reason", "written again")
                try group.a.done("edit", "patient", patient, "language=French")
                try group.sync(group.a, group.b, group.central)
                #expect(try group.b.fields("patient", patient).text("language") == "French")
            }
        }

        @Test func `a hub that was killed while it took in good changes blames none`()
            async throws
        {
            try await Group.with { group in
                for round in 1...4 {
                    try group.a.done(
                        "create", "patient", "family=Round\(round)", "given=Pat",
                        "birthDate=1980-01-01")
                    try group.a.done("sync")
                    group.killHub()
                    try group.serve()
                }
                #expect(try !group.hub.done("events").contains("stopped-on"))
            }
        }
    }
}
