import Foundation
import Identity
package import Logging
import Merge
package import Records
import ServiceLifecycle
import Store
package import Sync
package import Wire

/// An office's daemon: syncs nightly or lives on the line, and lets commands in through its socket.
package struct Agent: Service {
    private let desk: Desk
    private let line: HubLine
    private let rhythm: Rhythm
    private let routines: [Routine]
    private let logger: Logger
    private let listener: Listener
    private let bell = Bell()
    private let failures = FailureTally()
    /// Rings whenever this replica has got level with the hub.
    private let levels = Bell()

    /// Answers the practice's own software, wherever it calls; what it wrote leaves at once.
    package let office: OfficeService.Answer?

    /// When an agent is on the line: once a night, or for as long as it runs.
    package enum Rhythm: Sendable {
        case nightly(RetrySchedule)
        case live
    }

    /// - Parameters:
    ///   - routines: what this replica does by itself, once level and as a day begins.
    ///   - meters: count what passes, where somebody watches.
    ///   - control: runs a command that came through the socket, in this process.
    ///   - office: answers the practice's own software, which comes through the same socket.
    package init(
        _ desk: Desk, rhythm: Rhythm, routines: [Routine], logger: Logger,
        meters: ReplicaMeters? = nil,
        control: @escaping @Sendable (ControlRequest, ControlService.Print) async throws -> Int32,
        office: OfficeService.Answer? = nil
    ) throws {
        self.desk = desk
        self.line = try HubLine(desk, routines: routines, meters: meters)
        self.rhythm = rhythm
        self.routines = routines
        self.logger = logger
        let bell = self.bell
        let service = ControlService { request, print in
            let code = try await control(request, print)
            bell.ring()
            return code
        }
        if let office {
            self.office = { call, caller in
                let answer = try await office(call, caller)
                bell.ring()
                return answer
            }
        } else {
            self.office = nil
        }
        let calls = self.office.map { OfficeService(answer: $0) }
        self.listener = try Listener.control(
            socketPath: desk.store.folder.socket, control: service, office: calls)
    }

    package func run() async throws {
        defer { desk.store.folder.removeSocket() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            // After a fault of the disk nothing more is written, and nobody is to rely on it.
            group.addTask { try await desk.store.failStop.wait() }
            group.addTask {
                await cancelWhenGracefulShutdown { await keepLevel() }
            }
            group.addTask {
                await cancelWhenGracefulShutdown { await keepCalendar() }
            }
            group.addTask {
                await cancelWhenGracefulShutdown { await keepAuthors() }
            }
            let ended = await group.nextResult()
            await Listener.sayGoodbye([listener])
            group.cancelAll()
            try ended?.get()
        }
    }

    /// Runs until cancelled; every failure is waited out, longer each time.
    private func keepLevel() async {
        // One minute of the night per store, the same every night.
        let chance = Double(UInt64(truncatingIfNeeded: desk.replica.bits) % 1_000) / 1_000
        while !Task.isCancelled {
            do {
                // A night that failed is tried again, not slept through until the next.
                if failures.count == 0 { try await pauseUntilDue(chance) }
                try await renew()
                let summary = try await meet()
                failures.reset()
                report(summary)
            } catch is CancellationError {
                return
            } catch {
                let count = failures.add(error)
                logger.warning(
                    "sync failed, will try again",
                    metadata: ["error": "\(ErrorWords.of(error))", "failures": "\(count)"])
                let wait = RetrySchedule.backoff(
                    failures: count, chance: Double.random(in: 0...1))
                do { try await Task.sleep(for: wait) } catch { return }
            }
        }
    }

    /// What is due on a day is done by the office's own calendar, with or without a line.
    private func keepCalendar() async {
        var last: Day?
        while !Task.isCancelled {
            do {
                let today = try desk.today
                if today != last, try desk.follow(routines) { bell.ring() }
                last = today
            } catch {
                logger.warning("routines failed", metadata: ["error": "\(ErrorWords.of(error))"])
            }
            do { try await Task.sleep(for: .seconds(60)) } catch { return }
        }
    }

    /// Who wrote what waits for a person is asked once the replica is level, beside the line.
    private func keepAuthors() async {
        for await _ in levels.rings() {
            do { try await line.learnAuthors() } catch is CancellationError { return } catch {
                logger.warning(
                    "the hub did not tell who wrote what waits, will ask again",
                    metadata: ["error": "\(ErrorWords.of(error))"])
            }
        }
    }

    /// A certificate that is still good is no reason not to sync because its successor is late.
    private func renew() async throws {
        do { try await line.renewIfDue() } catch let error as ReplicaError {
            if case .notJoined = error { throw error }
            logger.warning("renewal failed", metadata: ["error": "\(ErrorWords.of(error))"])
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.warning("renewal failed", metadata: ["error": "\(ErrorWords.of(error))"])
        }
    }

    private func meet() async throws -> SyncSummary {
        switch rhythm {
        case .nightly: return try await line.exchange(level: { _ in levels.ring() })
        case .live:
            return try await line.exchange(
                isLive: true, wrote: bell.rings(),
                level: { summary in
                    failures.level()
                    levels.ring()
                    logger.debug("level", metadata: ["position": "\(summary.head.position)"])
                })
        }
    }

    private func pauseUntilDue(_ chance: Double) async throws {
        guard case .nightly(let schedule) = rhythm else { return }
        let last = try desk.store.read { try $0.metaTime("last-level") }?.milliseconds
        let now = desk.now
        let local = Calendar.current.dateComponents(
            [.hour, .minute, .second], from: now.date)
        let second = (local.hour ?? 0) * 3_600 + (local.minute ?? 0) * 60 + (local.second ?? 0)
        let wait = schedule.wait(
            secondOfDay: second,
            // A sync ahead of this clock says nothing of how long ago it was.
            sinceLastSync: last.flatMap {
                $0 <= now.milliseconds ? .milliseconds(now.milliseconds - $0) : nil
            },
            chance: chance)
        try await Task.sleep(for: wait)
    }

    private func report(_ summary: SyncSummary) {
        logger.info(
            "level with the hub",
            metadata: [
                "position": "\(summary.head.position)", "pushed": "\(summary.pushed)",
                "received": "\(summary.received)", "bytes": "\(summary.bytesReceived)",
            ])
        if summary.repaired > 0 || summary.isEqual == false {
            logger.warning(
                "records were not the hub's",
                metadata: [
                    "repaired": "\(summary.repaired)", "equal": "\(summary.isEqual ?? false)",
                ])
        }
        guard summary.isClockOff else { return }
        logger.warning(
            "this machine's clock is off", metadata: ["milliseconds": "\(summary.clockOffset)"])
    }
}
