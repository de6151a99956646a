import ArgumentParser
import Foundation
import Merge
import Replica
import Store
internal import Tables

/// Gets what was never sent out of a damaged store, and into a new one.
struct SalvageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "salvage",
        abstract: "Get what was never sent out of a damaged store, and into a fresh one.",
        discussion: """
            What was synced comes back from the hub; what was not is only here. So, when a store \
            is damaged and `verify --repair` does not help:

              bridgework salvage save unsent.bw --store DIR
              mv DIR DIR.damaged
              bridgework join --store DIR --token TOKEN
              bridgework sync --store DIR
              bridgework salvage load unsent.bw --store DIR
              bridgework sync --store DIR

            Invited under the machine's name, the new store takes the old one's place at the hub: \
            `bridgework-hub invite --office CODE --name NAME`.

            The file holds records of patients: it is readable by you alone; remove it afterwards.
            """,
        subcommands: [SalvageSave.self, SalvageLoad.self], defaultSubcommand: SalvageSave.self)
}

/// Writes what was never sent into a file.
struct SalvageSave: StoreCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Write the change sets that were never sent into a file; the store stays.",
        discussion: """
            Reads past damaged pages and checks every change set by its own id. Exit code 1 when \
            some could not be read: the file holds the others.

            JSON: saved, damaged (there, and not what was written), lost (stood in pages that \
            cannot be read).
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The file to write.")
    var file: String

    @Flag(help: "Replace the file where there is one.")
    var force = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func runHere(_ console: Console) async throws {
        let work = try DamagedStore(options.folder).unsentWork()
        try OutputFile(console.absolute(file)).write(work.encoded, replacing: force)
        var listing = Table(["saved", "damaged", "lost"])
        listing.add([
            .init(work.changeSets.count), .init(work.damaged), .init(Int(clamping: work.lost)),
        ])
        listing.print(format, to: console)
        guard work.isComplete else { throw ExitCode(Failure.refused) }
    }
}

/// Brings what a file holds into this store.
struct SalvageLoad: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Bring what `salvage save` wrote into this store; the next sync sends it.",
        discussion: """
            Each change set keeps its id and what it had seen: where somebody else wrote \
            meanwhile, both values stand as a conflict. What is here already is not brought in \
            again.

            JSON: changeSets, writes, known (were here already), sealed (only the hub can open \
            them), records, conflicts (that stand on these records now).
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The file that `salvage save` wrote.")
    var file: String

    @OptionGroup var rehearsal: DryRunOption

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    /// Work of half a year without a line is some tens of megabytes.
    private static let fileBytesMax = 2 << 30

    func run(_ desk: Desk, _ console: Console) async throws {
        let bytes = try ImportFile(
            console.absolute(file), bytesMax: SalvageLoad.fileBytesMax
        ).bytes()
        let sum = try desk.bringIn(
            SalvagedWork(decoding: bytes), isDryRun: rehearsal.dryRun)
        var listing = Table(["changeSets", "writes", "known", "sealed", "records", "conflicts"])
        listing.add([
            .init(sum.changeSets), .init(sum.writes), .init(sum.known), .init(sum.sealed),
            .init(sum.records), .init(sum.conflicts),
        ])
        listing.print(format, to: console)
        if rehearsal.dryRun { return console.say("nothing was written: this would come of it") }
        if sum.changeSets > 0 { console.say("run `bridgework sync` to send them") }
    }
}
