import ArgumentParser
import Foundation
import Identity
import Practice
import Replica
import Store

/// Makes a machine a replica by asking for what that takes.
struct Setup: StoreCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask for what this machine needs to join its group, do it, and say what is next.",
        discussion: """
            It asks for the token that the hub's operator made with `bridgework-hub invite`, and \
            whether the fingerprint is the one on the operator's screen; then it joins and fetches \
            the records, as `bridgework join` and `bridgework sync` do. On a machine that has \
            joined it only says what is next.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var sealing: SealOptions

    func runHere(_ console: Console) async throws {
        let folder = try options.folder
        guard try !Joining.isJoined(folder) else {
            console.say("\(folder.path) has joined already; nothing is left to set up")
            return sayNext(folder, console)
        }
        let text = try token(Questions.own(console), console)
        try sealing.prepare(folder, console)
        let joining = Joining(folder, schema: PracticeSchema.current, clock: SystemClock.now)
        let joined = try await joining.join(token: text)
        console.say("joined as replica \(joined.replica); fetching the records")
        try await SyncNow.parse(["--store", folder.path]).runHere(console)
        sayNext(folder, console)
    }

    private func token(_ questions: Questions, _ console: Console) throws -> String {
        console.say(
            "The hub's operator types `bridgework-hub invite`, and gives you the line that it "
                + "prints; it begins with bw1.")
        let (text, token) = try questions.answer("The token") { text in
            let token = try InviteToken(text: text)
            try token.checkExpiry(at: SystemClock.now().date)
            return (text, token)
        }
        console.say("It leads to \(token.host), to the authority with this fingerprint:")
        console.say("  " + token.fingerprint.spoken)
        guard try questions.isAgreed("Does the operator's screen say the same") else {
            throw SetupProblem.otherAuthority
        }
        return text
    }

    private func sayNext(_ folder: StoreFolder, _ console: Console) {
        let isInstalled = (try? SettingsFile.installedStore("agent.conf")) == folder.path
        let named = isInstalled ? "" : " --store \(folder.path)"
        let daemon = isInstalled ? "sudo systemctl start bridgework-agent" : "bridgework agent"
        console.say("next: \(daemon)\(named), which keeps this machine level with the hub;")
        console.say("      bridgework status\(named), bridgework today\(named)")
    }
}
