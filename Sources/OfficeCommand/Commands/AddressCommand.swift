import ArgumentParser
import Identity
import Replica
import Sync
import Tables

/// Where this replica reaches its hub.
struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address",
        abstract: "Show where the hub is called, or say where it is now.",
        subcommands: [Show.self, At.self], defaultSubcommand: Show.self)

    struct Show: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the hub's addresses in the order in which they are tried.",
            discussion: """
                The first is where the hub was reached last; the others it told, and they are \
                tried where the first does not answer. JSON: address, isFirst.
                """)

        @OptionGroup var options: DeskOptions

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            var listing = Table(["address", "isFirst"], of: Table.Noun("address", "addresses"))
            for (place, address) in try desk.hubAddresses.enumerated() {
                listing.add([.init(address.description), .init(place == 0)])
            }
            try output.print(listing, to: console)
        }
    }

    struct At: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Call the hub there from now on: it moved while this machine was away.",
            discussion: """
                Needed only where the hub moved before this machine heard of the new address. \
                Whoever answers there has to prove by the group's authority that it is the hub: a \
                wrong address costs a sync, and gives nothing away.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "HOST or HOST:PORT; without a port the one that the hub had.")
        var address: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let port = try desk.hubAddresses.first?.port
            guard let next = HubAddress(address, port: port), isHostName(next.host) else {
                throw ValidationError(
                    "An address is HOST or HOST:PORT, such as hub.example.com:7443.")
            }
            try desk.reached(next)
            console.line(next.description)
            console.say("next: `bridgework sync`")
        }
    }
}
