import AsyncHTTPClient
package import Logging
internal import Merge
internal import NIOCore
package import Replica
import ServiceLifecycle
internal import Store
internal import Sync

// What happens at a replica is told outside at least once. The feed in the store is the queue:
// bounded, durable, and written with what it tells of. Each hearer has a cursor of its own there,
// which moves after what came before it was taken and never before; so a process that dies between
// the two tells it again, under the same delivery, and a hearer that fails holds up nobody else.

/// Tells commands and webhooks what happens, for as long as the agent runs.
package struct Announcer: Service {
    private let desk: Desk
    private let hearers: [Hearer]
    private let logger: Logger

    package init(_ desk: Desk, to hearers: [Hearer], logger: Logger) {
        self.desk = desk
        self.hearers = hearers
        self.logger = logger
    }

    package func run() async throws {
        do { try forgetOthers() } catch {
            // A disk that takes nothing now is no reason to stop; the next start forgets them.
            logger.warning(
                "places of former listeners were not forgotten",
                metadata: ["error": "\(ErrorWords.of(error))"])
        }
        guard !hearers.isEmpty else { return try await gracefulShutdown() }
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(AnnouncementLimits.connectingSeconds)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                for hearer in hearers {
                    group.addTask { await follow(Delivery(hearer: hearer, client: client)) }
                }
            }
        }
        try await client.shutdown()
    }

    /// Whoever is told no more leaves no place behind, and begins anew when named again.
    private func forgetOthers() throws {
        let names = Set(hearers.map(\.name))
        let others = try desk.store.read { try AnnouncementState.all(in: $0).keys }
            .filter { !names.contains($0) }
        guard !others.isEmpty else { return }
        try desk.store.write { transaction in
            for name in others { try AnnouncementState.forget(name, in: &transaction) }
        }
    }

    /// Runs until cancelled; every failure is waited out, longer each time.
    private func follow(_ delivery: Delivery) async {
        var turn = AnnouncingTurn(desk, delivery.hearer)
        while !Task.isCancelled {
            var wait = AnnouncementLimits.pause
            do {
                guard let batch = try turn.next() else {
                    try await Task.sleep(for: wait)
                    continue
                }
                if !batch.announcements.isEmpty { try await delivery.tell(batch) }
                try turn.taken()
                continue
            } catch is CancellationError {
                return
            } catch {
                wait = note(error, delivery.hearer, &turn)
            }
            do { try await Task.sleep(for: wait) } catch { return }
        }
    }

    /// Keeps a failure where `status` finds it, and says it in the log.
    private func note(
        _ error: any Error, _ hearer: Hearer, _ turn: inout AnnouncingTurn
    ) -> Duration {
        let words = ErrorWords.of(error)
        var failures = 1
        do { failures = try turn.failed(words) } catch {
            logger.warning(
                "what failed could not be kept", metadata: ["error": "\(ErrorWords.of(error))"])
        }
        logger.warning(
            "events were not taken, will be told again",
            metadata: [
                "hearer": "\(hearer.description)", "error": "\(words)",
                "failures": "\(failures)",
            ])
        return RetrySchedule.backoff(failures: failures, chance: Double.random(in: 0...1))
    }
}
