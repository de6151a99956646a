import ArgumentParser
import Foundation
import Hub
import Logging
import Merge
import OfficeCommand
import Supervision
import Sync
internal import Tables

/// Files instead of a line, at the hub.
struct HubCourierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "courier",
        abstract: "Take in files of machines that have no line, and write the answers.",
        discussion: """
            `bridgework-hub courier import FILE` takes in what `bridgework courier export` wrote: \
            the same registry is asked as for a line, and every change set gets the verdict that \
            it would get there. `bridgework-hub courier export FILE --to NAME` writes the answer \
            to the last file of that machine: verdicts, and what changed for it since. Only that \
            machine opens it. The hub may serve meanwhile, or not.

            A file may come as often as it likes: what came before gets the same answer again.
            """,
        subcommands: [HubCourierImport.self, HubCourierExport.self])
}

/// Takes a machine's file in.
struct HubCourierImport: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a file that a machine wrote for the hub.",
        discussion: """
            JSON: machine, number (its own for its file), changeSets, applied (ops), notApplied \
            (ops that were proposed, taken into custody or quarantined, by verdict).
            """)

    @OptionGroup var options: HubOptions

    @Argument(help: "The file.")
    var file: String

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let path = console.absolute(file)
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CourierFault.unreadable(path)
        }
        defer { _ = Result { try handle.close() } }
        let data = try handle.read(upToCount: SyncLimits.courierFileBytesMax + 1) ?? Data()
        let taken = try await HubCourier(desk, logger: .courier).take([UInt8](data))
        var listing = Table(["machine", "number", "changeSets", "applied", "notApplied"])
        let others = taken.verdicts.filter { $0.key != .applied }
            .map { "\($0.key.name) \($0.value)" }.sorted()
        listing.add([
            .init(taken.name), .init(taken.number), .init(taken.changeSets),
            .init(taken.verdicts[.applied] ?? 0), .init(others.joined(separator: ", ")),
        ])
        listing.print(format, to: console)
        if taken.isOvertaken {
            console.say(
                "a later file of that machine came before: the answer goes on from that one")
        }
        console.say("next: bridgework-hub courier export FILE --to \(taken.name)")
    }
}

/// Writes the answer to a machine's file.
struct HubCourierExport: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the answer to the last file of a machine, for that machine alone.",
        discussion: """
            An answer that is too long for one file goes on in FILE-2, FILE-3, and so on.

            JSON: machine, number (of its file), files, acknowledged (change sets), position \
            (through which the answer goes).
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "The machine's name, or its replica's whole id.")
    var to: String

    @Argument(help: "The file to write.")
    var file: String

    @Flag(help: "Replace files where there are some.")
    var force = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let path = console.absolute(file)
        let answered = try await HubCourier(desk, logger: .courier).answer(to: to) { bytes, part in
            let place = part == 1 ? path : "\(path)-\(part)"
            try OutputFile(place).write(bytes, replacing: force)
        }
        var listing = Table(["machine", "number", "files", "acknowledged", "position"])
        listing.add([
            .init(answered.name), .init(answered.number), .init(answered.files),
            .init(answered.acknowledged), .init(answered.head.position),
        ])
        listing.print(format, to: console)
    }
}

extension Logger {
    /// What the hub says of a courier's file beside its answer.
    fileprivate static var courier: Logger {
        Logger(label: "bridgework.hub.courier") { LineLog.own($0, .text, debugging: []) }
    }
}
