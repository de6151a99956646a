import ArgumentParser
import Foundation
import Hub
import Identity
import Merge
import OfficeCommand
import Store

/// Makes a hub by asking for what that takes.
struct HubSetup: StoreCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Ask for what a hub needs, make it, invite its first desk, and say what is next.",
        discussion: """
            It asks for the group's name, the name at which offices reach this machine, and the \
            port, and makes the hub as `bridgework-hub init` does. Then it prints a token for the \
            coordinator's desk, good once for 24 hours. Where there is a hub already, it only says \
            what is next.
            """)

    @OptionGroup var options: HubOptions
    @OptionGroup var sealing: SealOptions

    func runHere(_ console: Console) async throws {
        let folder = try options.folder
        guard !folder.holdsStore else {
            console.say("there is a hub in \(folder.path) already; nothing is left to set up")
            return sayNext(folder, console)
        }
        let questions = Questions.own(console)
        let name = try questions.answer("The group's name") { text in
            try HubDesk.check(groupName: text)
            return text
        }
        let usual = ProcessInfo.processInfo.hostName
        let host = try questions.answer(
            "The name or address at which offices reach this machine", usual: usual
        ) { text in
            guard isHostName(text) else { throw SetupProblem.notAHost }
            return text
        }
        let port = try questions.answer(
            "The port for offices; machines that join use the next one", usual: "7443"
        ) { text in
            guard let port = Int(text), (1...65_534).contains(port) else {
                throw SetupProblem.notAPort
            }
            return port
        }
        try sealing.prepare(folder, console)
        try OpenHub.create(
            in: folder, name: name, host: host, port: port, now: SystemClock.now())
        console.say("the hub of \(name) is made, in \(folder.path)")
        try invite(folder, console)
        sayNext(folder, console)
    }

    private func invite(_ folder: StoreFolder, _ console: Console) throws {
        let hub = try OpenHub(folder)
        do {
            let token = try hub.desk.invite(
                .central(.coordinator), name: "desk", granted: [], lifetime: .seconds(86_400)
            ).token
            console.say("the token for the coordinator's desk, where `bridgework setup` takes it:")
            console.line(token.text)
            console.say("good once, for 24 hours; authority \(token.fingerprint.spoken)")
        } catch {
            hub.closeQuietly()
            throw error
        }
        try hub.close()
    }

    private func sayNext(_ folder: StoreFolder, _ console: Console) {
        let isInstalled = (try? SettingsFile.installedStore("hub.conf")) == folder.path
        let named = isInstalled ? "" : " --store \(folder.path)"
        let daemon = isInstalled ? "sudo systemctl start bridgework-hub" : "bridgework-hub serve"
        console.say("next: \(daemon)\(named), so that machines can join;")
        console.say("      bridgework-hub backup key FILE\(named), for the first backup;")
        console.say("      bridgework-hub invite --office CODE\(named), once the desk wrote it")
    }
}
