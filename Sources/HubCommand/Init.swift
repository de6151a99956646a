import ArgumentParser
import Hub
import OfficeCommand
import Store

/// Makes a hub.
struct Init: StoreCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a hub: the group's certificate authority and an empty store.",
        discussion: """
            HOST is what offices call: a name or an address. Replicas connect to PORT, machines \
            that join to PORT+1.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "The group's name.")
    var group: String

    @Option(help: "The name or address at which offices reach this hub.")
    var host: String

    @Option(help: "The port for replicas; joining uses the next one.")
    var port: Int = 7443

    @OptionGroup var sealing: SealOptions

    func validate() throws {
        guard (1...65_534).contains(port) else {
            throw ValidationError("--port takes a number from 1 to 65534.")
        }
    }

    func runHere(_ console: Console) async throws {
        let folder = try options.folder
        try HubDesk.check(groupName: group)
        try sealing.prepare(folder, console)
        try OpenHub.create(
            in: folder, name: group, host: host, port: port, now: SystemClock.now())
        console.line("hub made in \(folder.path)")
        console.say(
            "next: bridgework-hub serve --store \(folder.path), and in another terminal "
                + "bridgework-hub invite --store \(folder.path) --central NAME --role coordinator")
    }
}
