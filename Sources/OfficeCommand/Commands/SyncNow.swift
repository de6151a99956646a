import ArgumentParser
import Merge
internal import Records
import Replica
import Rulebook
import Store
import Sync
internal import Tables

/// One full exchange with the hub.
struct SyncNow: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Exchange everything with the hub once, then exit.",
        discussion: """
            Where the hub was made of a backup older than the one in which this office's work was, \
            the exchange stops and nothing changes: the office no longer keeps what the hub lacks. \
            Have a later backup restored. --accept-loss goes on all the same, once a copy of this \
            store lies beside it, from which a person can take what is missing.
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "Go on with a hub that has lost what this office let go of.")
    var acceptLoss = false

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let line = try await line(desk, console)
        let before = try desk.store.read { try $0.verdictCounts() }
        let meter = ProgressMeter(console)
        let summary = try await line.exchange(progress: { pushed, received in
            meter.show(SyncNow.words(pushed, received) + " …")
        })
        SyncNow.warn(of: summary, console)
        do { try await line.learnAuthors() } catch {
            console.say(
                "warning: the hub did not tell who wrote what waits in `bridgework conflicts`; "
                    + "the next sync asks again: \(Failure(error).message)")
        }
        let after = try desk.store.read { try $0.verdictCounts() }
        let refused = Verdict.allCases.filter { $0 != .applied }.compactMap { verdict -> String? in
            let count = (after[verdict.rawValue] ?? 0) - (before[verdict.rawValue] ?? 0)
            return count > 0 ? "\(verdict.name) \(count)" : nil
        }
        if !refused.isEmpty {
            console.say(
                "not applied: \(refused.joined(separator: ", ")); `bridgework proposals`, "
                    + "`custody` and `quarantine` list what waits, `bridgework explain TYPE ID` "
                    + "says why")
        }
        guard format != .table else {
            console.line(
                "level with the hub at position \(summary.head.position): "
                    + SyncNow.words(summary.pushed, summary.received))
            return
        }
        var listing = Table([
            "position", "pushed", "received", "clockOffsetMs", "bytesSent", "bytesReceived",
            "messagesSent", "messagesReceived", "equal", "repaired",
        ])
        listing.add([
            .init(summary.head.position), .init(summary.pushed), .init(summary.received),
            .init(summary.clockOffset), .init(summary.bytesSent), .init(summary.bytesReceived),
            .init(summary.messagesSent), .init(summary.messagesReceived),
            summary.isEqual.map { .init($0) } ?? .blank, .init(summary.repaired),
        ])
        listing.print(format, to: console)
    }

    /// The line with a certificate that is not due; before a loss is accepted, the store is copied.
    private func line(_ desk: Desk, _ console: Console) async throws -> HubLine {
        if acceptLoss {
            let time = Int(SystemClock.now().milliseconds / 1_000)
            let copy = StoreFolder(desk.store.folder.path + ".before-loss-\(time)")
            try StoreCopy(of: desk.store.folder).write(to: copy)
            console.say("this store as it was is in \(copy.path)")
        }
        let line = try HubLine(
            desk, routines: Routine.practice, acceptsLoss: acceptLoss)
        do { try await line.renewIfDue() } catch let error as ReplicaError {
            if case .notJoined = error { throw error }
            console.say("warning: the certificate could not be renewed yet: \(error)")
        } catch {
            console.say(
                "warning: the certificate could not be renewed yet: \(Failure(error).message)")
        }
        return line
    }

    private static func words(_ pushed: Int, _ received: Int) -> String {
        "\(Counted(pushed, "change set")) sent, \(Counted(received, "record")) received"
    }

    private static func warn(of summary: SyncSummary, _ console: Console) {
        if summary.isClockOff {
            console.say(
                "warning: this machine's clock is \(summary.clockOffset / 1_000) s off the hub's; "
                    + "set it, nothing was lost")
        }
        if summary.repaired > 0 {
            console.say(
                "warning: repaired \(Counted(summary.repaired, "record")) unlike the hub's; "
                    + "`bridgework events` lists them, `bridgework verify` checks the disk")
        }
        if summary.isEqual == false {
            console.say(
                "warning: the records are still not the hub's after a repair; nothing was lost: "
                    + "run `bridgework verify`, and report it if it stays so")
        }
    }
}
