import Foundation
package import Hub
import HubCommand
import OfficeCommand
package import Replica
import Store

/// A replica's desk, at which commands are typed.
package struct Seat: Workplace {
    package let desk: Desk
    private let keeper: AnyObject

    /// - Parameter keeper: whoever takes the store's folder along when he goes.
    package init(_ desk: Desk, keeping keeper: AnyObject) {
        self.desk = desk
        self.keeper = keeper
    }

    package var folderPath: String { desk.store.folder.path }

    package func run(_ words: [String]) async throws -> CommandOutcome {
        try await CommandOutcome.of(words, root: Bridgework.self) { [desk] command, console in
            guard let command = command as? any DeskCommand else { throw NoDeskNeeded() }
            try await command.run(desk, console)
        }
    }
}

/// The hub's own console.
package struct HubSeat: Workplace {
    package let desk: HubDesk
    private let keeper: AnyObject

    init(_ desk: HubDesk, keeping keeper: AnyObject) {
        self.desk = desk
        self.keeper = keeper
    }

    package var folderPath: String { desk.home.path }

    package func run(_ words: [String]) async throws -> CommandOutcome {
        try await CommandOutcome.of(words, root: BridgeworkHub.self) { [desk] command, console in
            switch command {
            case let command as any HubDeskCommand: try await command.run(desk, console)
            case let command as any StoreCommand: try await command.runHere(console)
            default: throw NoDeskNeeded()
            }
        }
    }
}

/// A command that opens its files itself does not run at a desk.
private struct NoDeskNeeded: Error {}
