import ArgumentParser
import Foundation
import Hub
import Merge
import OfficeCommand
import Rulebook
import Store

/// What a hub starts to try a change set apart: nothing for people.
struct Prove: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a change set in on a copy of the store; a hub starts this itself.",
        shouldDisplay: false)

    @OptionGroup var options: HubOptions

    @Option(help: "Where the copy goes.")
    var scratch: String

    @Option(help: "The file with its bytes.")
    var changeSet: String

    @Option(help: "Who brought it.")
    var replica: String

    func run() throws {
        guard let replica = ReplicaID(hexadecimal: replica) else {
            throw ValidationError("--replica takes an id.")
        }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: changeSet)))[...]
        let trial = Trial(store: try options.folder, scratch: StoreFolder(scratch))
        do {
            try trial.run(bytes, from: replica) { copy in
                try HubDesk(
                    Store.opened(copy, as: .hub), rules: .practice, clock: SystemClock.now)
            }
        } catch {
            throw ExitCode(Trial.untried)
        }
    }
}
