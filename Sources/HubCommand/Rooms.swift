import Foundation
import Hub
import Identity
import Logging
import Merge
import OfficeCommand
import Practice
internal import Records
import Replica
import Rulebook
import Sealing
import ServiceLifecycle
import Store
import Sync

/// Replicas that live in the hub's own process: a small practice, all in one.
struct Rooms: Sendable {
    private let hub: HubDesk
    private let logger: Logger

    init(_ hub: HubDesk, logger: Logger) {
        self.hub = hub
        self.logger = logger
    }

    func office(code: String) throws -> Room {
        do { _ = try hub.office(code: code) } catch HubError.noSuchOffice {
            try found(code)
        }
        let folder = StoreFolder(hub.home.path + "/office-" + code.lowercased())
        return Room(hub, .office(code: code), folder: folder, name: code, logger: logger)
    }

    func central() throws -> Room {
        let folder = StoreFolder(hub.home.path + "/central")
        return Room(hub, .central(.coordinator), folder: folder, name: "central", logger: logger)
    }

    /// The office's record, written by the hub: nobody else is there yet to write it.
    private func found(_ code: String) throws {
        let id = RecordID.v5(namespace: hub.group, name: ("office " + code).utf8)
        let assignments = [
            Assignment(Office.code, code),
            Assignment(Office.name, code),
        ]
        let writes = try RecordEditor.writes(
            type: .office, record: id, assignments: assignments, before: nil)
        let ops = writes.map { $0.op(seeing: RecordState(), shape: nil) }
        try hub.write(ops, reason: "first office")
    }
}

/// One replica in the hub's process: joins by an invitation of its own, then lives on the line.
struct Room: Service {
    private let hub: HubDesk
    private let seat: HubDesk.Seat
    private let folder: StoreFolder
    private let name: String
    private let logger: Logger

    init(
        _ hub: HubDesk, _ seat: HubDesk.Seat, folder: StoreFolder, name: String, logger: Logger
    ) {
        self.hub = hub
        self.seat = seat
        self.folder = folder
        self.name = name
        self.logger = logger
    }

    /// What the hub knows the room by, whoever else has its name.
    private var place: String { URL(filePath: folder.path).lastPathComponent }

    /// A room that is busy, or cannot be opened now, is no reason to stop the house.
    func run() async throws {
        var failures = 0
        while !Task.isCancelled {
            do { return try await live() } catch is CancellationError { return } catch {
                failures += 1
                logger.warning(
                    "room is not open, will try again",
                    metadata: [
                        "name": "\(name)", "error": "\(Failure(error).message)",
                        "failures": "\(failures)",
                    ])
            }
            let wait = RetrySchedule.backoff(
                failures: failures, chance: Double.random(in: 0...1))
            do {
                try await cancelWhenGracefulShutdown { try await Task.sleep(for: wait) }
            } catch { return }
        }
    }

    private func live() async throws {
        if try !Joining.isJoined(folder) { try await join() }
        let store = try Store.opened(folder, as: .replica)
        do {
            let desk = try Desk(store, clock: SystemClock.now)
            try hub.note(desk.replica, ofRoom: place)
            let agent = try Agent(
                desk, rhythm: .live, routines: Routine.practice, logger: logger,
                control: Bridgework.control(desk),
                office: Bridgework.calls(at: desk, logger: logger))
            logger.info("room open", metadata: ["name": "\(name)"])
            try await agent.run()
        } catch {
            store.closeQuietly()
            throw error
        }
        try store.close()
    }

    /// The hub's listeners come up in the same moment; joining waits for them.
    ///
    /// A room that was here before and has lost its store takes its own place: nobody is to wait
    /// for the replica that it was.
    private func join() async throws {
        // What the hub holds is sealed in its rooms as well, and opened as the hub is.
        let home = StoreFolder(hub.home.path)
        if home.isSealed, !folder.holdsStore {
            try folder.prepare()
            try home.withKeys { keys throws(SealFault) in
                try keys.file.write(to: folder.keys.path)
            }
        }
        let joining = Joining(folder, schema: PracticeSchema.current, clock: SystemClock.now)
        let token = try hub.invite(
            seat, name: name, former: hub.replica(ofRoom: place), granted: [],
            lifetime: .seconds(600)
        ).token
        for attempt in 1...20 {
            do {
                _ = try await joining.join(token: token.text)
                return
            } catch  where attempt < 20 && Failure(error).exitCode == Failure.tryAgain {
                try await Task.sleep(for: .milliseconds(100 * attempt))
            }
        }
    }
}
