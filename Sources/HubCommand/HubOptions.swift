package import ArgumentParser
import Foundation
package import Hub
package import OfficeCommand
package import Store

/// What every command at the hub understands.
package struct HubOptions: ParsableArguments, Sendable {
    @Option(
        help: "The hub's folder; BRIDGEWORK_HUB_STORE if not given, then /etc/bridgework/hub.conf.")
    package var store: String?

    @Option(help: .hidden)
    package var width: Int?

    package init() {}

    package var folder: StoreFolder {
        get throws {
            let environment = ProcessInfo.processInfo.environment
            let named =
                try store ?? environment["BRIDGEWORK_HUB_STORE"]
                ?? SettingsFile.installedStore("hub.conf")
            guard let path = named, !path.isEmpty else {
                throw ValidationError(
                    "No store is named: give --store DIR or set BRIDGEWORK_HUB_STORE.")
            }
            return StoreFolder(path)
        }
    }
}

/// A command at the hub's own store.
package protocol HubDeskCommand: StoreCommand {
    var options: HubOptions { get }
    func run(_ desk: HubDesk, _ console: Console) async throws
}

extension HubOptions: StorePlaceOptions {}
