package import Logging
import ServiceLifecycle

/// Looks again and again whether the work is done, and tells the supervisor what it saw.
///
/// It vouches for nothing that it did not try: a process whose listener, store or threads hang does
/// not come back from the trial, stays silent, and is started anew. Last among the services of a
/// program, it is the first to hear that all are to stop.
package struct Pulse: Service {
    private let supervisor: Supervisor
    private let trial: Trial
    private let logger: Logger

    /// Does a little of the real work.
    ///
    /// - Returns: how it stands, in words without anything stored.
    package typealias Trial = @Sendable () async throws -> String

    package init(_ supervisor: Supervisor, logger: Logger, trial: @escaping Trial) {
        self.supervisor = supervisor
        self.logger = logger
        self.trial = trial
    }

    /// Between the tries of a program that does not serve yet.
    static let startPause = Duration.milliseconds(50)
    /// How often the words are renewed where nobody watches.
    static let statusPause = Duration.seconds(60)

    /// Three chances before the silence is too long.
    private var pause: Duration {
        supervisor.silenceMax.map { min($0 / 3, Pulse.statusPause) } ?? Pulse.statusPause
    }

    package func run() async throws {
        guard supervisor.isListening else {
            try await gracefulShutdown()
            return
        }
        await withTaskGroup { group in
            group.addTask { await cancelWhenGracefulShutdown { await beat() } }
            // Said at once, whatever the trial under way waits for.
            group.addTask {
                do { try await gracefulShutdown() } catch {}
                supervisor.tell(.stopping)
            }
        }
    }

    private func beat() async {
        var isReady = false
        while !Task.isCancelled {
            do {
                let standing = try await trial()
                guard !Task.isCancelled else { return }
                if isReady {
                    supervisor.tell(.alive, .status(standing))
                } else {
                    supervisor.tell(.ready, .alive, .status(standing))
                }
                isReady = true
            } catch is CancellationError {
                return
            } catch {
                // A program that starts is not ready at once.
                if isReady { logger.warning("does not answer itself") }
            }
            do {
                try await Task.sleep(for: isReady ? pause : Pulse.startPause)
            } catch { return }
        }
    }
}
