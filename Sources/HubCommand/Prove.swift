import ArgumentParser
import Foundation
import Hub
import Merge
import Store

/// What a hub starts to try a change set apart: nothing for people.
struct Prove: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take in what standard input brings, on a copy of the store; for a hub to start.",
        shouldDisplay: false)

    @OptionGroup var options: HubOptions

    @Option(help: "Where the copy goes.")
    var scratch: String

    @Option(help: "Who brought it.")
    var replica: String

    func run() throws {
        guard let replica = ReplicaID(hexadecimal: replica) else {
            throw ValidationError("--replica takes an id.")
        }
        let bytes = [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())[...]
        let folder = try options.folder
        do {
            try Trial(in: scratch).run(bytes, from: replica) { copy in
                try OpenHub(copying: folder, to: StoreFolder(copy)).desk
            }
        } catch {
            throw ExitCode(Trial.untried)
        }
    }
}
