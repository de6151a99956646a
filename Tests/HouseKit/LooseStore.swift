import ArgumentParser
import Foundation
import HubCommand
import OfficeCommand

/// A store that no process has open: each command opens and closes it, as one typed at a shell.
///
/// Time there is the machine's own.
package final class LooseStore: Workplace {
    package let folderPath: String
    private let root: any ParsableCommand.Type

    /// A copy of one of a house's stores, of before anything was written there: `hub`, `centre`,
    /// `A01` or `B01`.
    package init(_ name: String) async throws {
        folderPath = House.newFolder()
        root = name == "hub" ? BridgeworkHub.self : Bridgework.self
        try FileManager.default.copyItem(
            atPath: try await HouseTemplate.folder.value + "/" + name, toPath: folderPath)
    }

    /// A hub's folder that is not there yet.
    package init(hubAt path: String) {
        folderPath = path
        root = BridgeworkHub.self
    }

    /// A replica's folder that is not there yet.
    package init(officeAt path: String) {
        folderPath = path
        root = Bridgework.self
    }

    deinit {
        _ = Result { try FileManager.default.removeItem(atPath: folderPath) }
    }

    package func run(_ words: [String]) async throws -> CommandOutcome {
        await CommandOutcome.typed(words + ["--store", folderPath], root: root)
    }

    /// Runs a command that is told of no store.
    package func bare(_ line: String) async throws -> CommandOutcome {
        await CommandOutcome.typed(Self.words(line), root: root)
    }
}
