import ArgumentParser
import Foundation
import Merge
internal import Records
import Replica
import Rulebook
import Store
import Sync
internal import Tables

/// Files instead of a line.
struct CourierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "courier",
        abstract:
            "Go by file where there is no line: write what is to be sent, take in the answer.",
        discussion: """
            `bridgework courier export FILE` writes what the hub has not acknowledged; only the \
            hub can open it. Somebody carries it there on a stick, and comes back with the \
            answer, which only this machine can open: `bridgework courier import FILE`.

              bridgework courier export up.courier             here
              bridgework-hub courier import up.courier         at the hub
              bridgework-hub courier export down.courier --to NAME
              bridgework courier import down.courier           here

            A file may come as often as it likes and in any order: nothing counts twice, one that \
            was overtaken does nothing, and one that goes on from where this store is not yet is \
            kept until it is. With a line again, `bridgework sync` goes on from there.

            The machine must have talked with the hub once, and its certificate must hold, which \
            only a line renews.
            """,
        subcommands: [CourierExport.self, CourierImport.self])
}

/// Writes what is to be sent.
struct CourierExport: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what the hub has not acknowledged into a file that only the hub opens.",
        discussion: """
            JSON: number (of the file, from 1), changeSets (in it), left (that did not fit and go \
            with the next one), bytes.
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The file to write.")
    var file: String

    @Flag(help: "Replace the file where there is one.")
    var force = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let letter = try OfficeCourier(desk).letter()
        try OutputFile(console.absolute(file)).write(letter.bytes, replacing: force)
        var listing = Table(["number", "changeSets", "left", "bytes"])
        listing.add([
            .init(letter.number), .init(letter.changeSets), .init(letter.left),
            .init(letter.bytes.count),
        ])
        listing.print(format, to: console)
        if letter.left > 0 {
            console.say(
                "\(Counted(letter.left, "change set")) did not fit: write another file once the "
                    + "answer to this one is in")
        }
    }
}

/// Takes the hub's answer in.
struct CourierImport: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a file that the hub wrote for this machine.",
        discussion: """
            JSON: outcome (taken, known where all of it was here, waits where it goes on from \
            another place than this store's), acknowledged, received, position, equal (whether \
            the records were proven to be the hub's; null before the end of an answer), followed \
            (files that had waited for this one), dropped (files that had waited and cannot be \
            taken in: they were removed).
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The file.")
    var file: String

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let path = console.absolute(file)
        guard let bytes = CourierImport.bytes(of: path) else {
            throw CourierFault.unreadable(path)
        }
        let taken = try OfficeCourier(desk, routines: Routine.practice).take(bytes)
        var listing = Table([
            "outcome", "acknowledged", "received", "position", "equal", "followed", "dropped",
        ])
        listing.add(taken.outcome.cells + [.init(taken.followed), .init(taken.dropped)])
        listing.print(format, to: console)
        taken.tellKept(console)
        switch taken.outcome {
        case .taken(let arrival) where arrival.isPart && taken.followed == 0:
            console.say("the answer goes on in the next file: bring that in too")
        case .taken(let arrival) where arrival.isEqual == false:
            console.say(
                "warning: the records are not what the hub says; nothing was lost: a file cannot "
                    + "repair that, `bridgework sync` over a line does")
        case .taken: break
        case .known: console.say("nothing to do: all of it was known here")
        case .waits(let at, let store):
            console.say(
                "kept: it goes on from position \(at.through), and this store is at "
                    + "\(store.through); bring in what lies between, or write a new file with "
                    + "`bridgework courier export FILE`")
        }
    }

    /// No more than a courier file may have is read.
    private static func bytes(of path: String) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { _ = Result { try handle.close() } }
        do {
            let data = try handle.read(upToCount: SyncLimits.courierFileBytesMax + 1)
            return data.map { [UInt8]($0) } ?? []
        } catch { return nil }
    }
}

extension OfficeCourier.Taken {
    /// Says what became of files that had waited, where that was nothing good.
    fileprivate func tellKept(_ console: Console) {
        if dropped > 0 {
            console.say(
                "\(Counted(dropped, "file")) that waited could not be read and had to go: "
                    + "what it said comes again with the answer to the next "
                    + "`bridgework courier export FILE`")
        }
        if stuck > 0 {
            console.say(
                "\(Counted(stuck, "file")) that waited could not be taken in now: the next "
                    + "`bridgework courier import` tries again")
        }
    }
}

extension OfficeCourier.Outcome {
    fileprivate var cells: [Table.Cell] {
        switch self {
        case .taken(let arrival):
            [
                .init("taken"), .init(arrival.acknowledged), .init(arrival.received),
                .init(arrival.head.position), arrival.isEqual.map { .init($0) } ?? .blank,
            ]
        case .known: [.init("known"), .blank, .blank, .blank, .blank]
        case .waits: [.init("waits"), .blank, .blank, .blank, .blank]
        }
    }
}
