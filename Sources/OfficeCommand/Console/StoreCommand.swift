package import ArgumentParser
import Foundation
package import Merge
import Practice
package import Replica
import Rulebook
package import Store

/// A command on a store: it runs where the store is open, be that here or in a daemon.
package protocol StoreCommand: ParsableCommand, Sendable {
    /// Opens the store in this process and runs.
    ///
    /// - Throws: `StoreError.inUse` before anything happened, when another process has the store.
    func runHere(_ console: Console) async throws
}

/// A command at an office's or central replica.
package protocol DeskCommand: StoreCommand {
    var options: DeskOptions { get }
    func run(_ desk: Desk, _ console: Console) async throws
}

extension DeskCommand {
    package func runHere(_ console: Console) async throws {
        try await runAtDesk(console)
    }

    /// Opens the replica's store in this process and runs at its desk.
    ///
    /// When it takes longer, it answers the commands of others meanwhile, as an agent does.
    func runAtDesk(_ console: Console) async throws {
        let store = try Store.opened(options.folder, as: .replica)
        do {
            let desk = try Desk(store, clock: SystemClock.now)
            let host = StoreHost(store.folder, answer: Bridgework.control(desk, beside: self))
            try await host.hosting { try await run(desk, console) }
        } catch {
            store.closeQuietly()
            throw error
        }
        try store.closed(saying: console)
    }
}

extension Store {
    /// Closes after a command that went well: what it did is kept, whatever closing meets.
    package func closed(saying console: Console) throws {
        do { try close() } catch {
            console.say("what was done is kept; only closing the store met a fault:")
            throw error
        }
    }
}

/// What every command at a replica understands.
package struct DeskOptions: ParsableArguments, Sendable {
    @Option(
        help: "The store's folder; BRIDGEWORK_STORE if not given, then /etc/bridgework/agent.conf.")
    package var store: String?

    @Option(name: .customLong("as"), help: "Your login; BRIDGEWORK_USER if not given.")
    package var login: String?

    @Option(help: .hidden)
    package var width: Int?

    package init() {}

    package var folder: StoreFolder {
        get throws {
            let environment = ProcessInfo.processInfo.environment
            let named =
                try store ?? environment["BRIDGEWORK_STORE"]
                ?? SettingsFile.installedStore("agent.conf")
            guard let path = named, !path.isEmpty else {
                throw ValidationError(
                    "No store is named: give --store DIR or set BRIDGEWORK_STORE.")
            }
            return StoreFolder(path)
        }
    }

    /// In whose name it runs.
    package var name: String? {
        login ?? ProcessInfo.processInfo.environment["BRIDGEWORK_USER"]
    }

    /// The `User` record of whoever types; `nil` when nobody says who it is.
    package func actor(at desk: Desk) throws -> RecordID? {
        try desk.actor(login: name)
    }
}

/// Why a change is made; it travels with the change set.
package struct ReasonOption: ParsableArguments, Sendable {
    @Option(help: "Why, in up to 1,000 bytes; kept with the change for the audit.")
    package var reason: String = ""

    package init() {}

    package func validate() throws {
        let isPlain = reason.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard reason.utf8.count <= 1_000, isPlain else {
            throw ValidationError("--reason takes one line of at most 1,000 bytes.")
        }
    }
}

/// The system's clock, the only place a command reads it.
package enum SystemClock {
    /// The system's clock, in milliseconds since 1970, UTC.
    @Sendable
    package static func now() -> Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
