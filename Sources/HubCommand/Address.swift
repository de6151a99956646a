import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Sync
internal import Tables

/// Where offices reach the hub.
struct Address: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, add and remove the addresses under which offices reach the hub.",
        discussion: """
            Each machine hears of all addresses with its next sync, live ones at once, and tries \
            the others where the one that it reached last does not answer. So a hub moves without \
            a visit to any office: add the new address while the old one serves, wait until all \
            machines have heard of it, then move. A machine that never heard: \
            `bridgework address at`.

            `serve` shows all names in its certificate from its next start on.
            """,
        subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

    @OptionGroup var options: HubOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {}

    struct List: HubDeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the addresses, the preferred one first, and who has not heard of them.",
            discussion: """
                JSON: address, isPreferred. Machines that have not called since the addresses \
                were last changed are named on standard error.
                """)

        @OptionGroup var options: HubOptions

        @OptionGroup var output: ListingOptions

        func run(_ desk: HubDesk, _ console: Console) async throws {
            var listing = Table(["address", "isPreferred"], of: Table.Noun("address", "addresses"))
            for (place, address) in desk.addresses.enumerated() {
                listing.add([.init(address.description), .init(place == 0)])
            }
            try output.print(listing, to: console)
            try Address.tellAwaited(desk, console)
        }
    }

    struct Add: HubDeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that the hub is also reached there.")

        @OptionGroup var options: HubOptions

        @Flag(help: "Invitations name this one, and machines prefer it from now on.")
        var preferred = false

        @Argument(help: "HOST or HOST:PORT; without a port the one that the hub has.")
        var address: String

        func run(_ desk: HubDesk, _ console: Console) async throws {
            try desk.add(address: address, isPreferred: preferred)
            console.line(desk.addresses.map(\.description).joined(separator: "\n"))
            try Address.tellAwaited(desk, console)
            console.say("`serve` shows the name in its certificate from its next start on")
        }
    }

    struct Remove: HubDeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that the hub is reached there no more.",
            discussion: """
                A machine that reached the hub there last goes on trying it first, and the others \
                when it does not answer.
                """)

        @OptionGroup var options: HubOptions

        @Argument(help: "HOST or HOST:PORT, as `bridgework-hub address` lists it.")
        var address: String

        func run(_ desk: HubDesk, _ console: Console) async throws {
            try desk.remove(address: address)
            console.line(desk.addresses.map(\.description).joined(separator: "\n"))
        }
    }

    private static func tellAwaited(_ desk: HubDesk, _ console: Console) throws {
        let awaited = try desk.store.read { transaction in
            let active = try transaction.registrations().filter {
                $0.revokedAt == nil && $0.expiresAt >= desk.now
            }
            return try transaction.addressesAwaited(among: active)
        }
        guard let awaited else { return }
        console.say(
            awaited.isEmpty
                ? "every machine has called since the addresses were changed"
                : "\(Counted(awaited.count, "machine")) still to call since the addresses were "
                    + "changed: " + awaited.map(\.name).joined(separator: ", "))
    }
}

extension HubTransaction {
    /// Machines that have not called since the hub's addresses were changed; `nil` where they never
    /// were.
    ///
    /// - Parameter active: machines that may connect.
    func addressesAwaited(among active: [Registration]) throws -> [Registration]? {
        guard let change = try addressesChangedAt else { return nil }
        return active.filter { ($0.lastSeenAt ?? $0.registeredAt) < change }
    }
}
