package import Logging
import ServiceLifecycle
import Synchronization

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
        let voice = Voice(supervisor)
        await withTaskGroup { group in
            group.addTask { await cancelWhenGracefulShutdown { await beat(voice) } }
            // Said at once, whatever the trial under way waits for.
            group.addTask {
                do { try await gracefulShutdown() } catch {}
                voice.end()
            }
        }
    }

    /// What is told until the program stops, and nothing after that.
    private final class Voice: Sendable {
        private let supervisor: Supervisor
        private let hasEnded = Mutex(false)

        init(_ supervisor: Supervisor) {
            self.supervisor = supervisor
        }

        func tell(isReady: Bool, _ standing: String) {
            hasEnded.withLock { hasEnded in
                guard !hasEnded else { return }
                if isReady {
                    supervisor.tell(.alive, .status(standing))
                } else {
                    supervisor.tell(.ready, .alive, .status(standing))
                }
            }
        }

        func end() {
            hasEnded.withLock { hasEnded in
                if !hasEnded { supervisor.tell(.stopping) }
                hasEnded = true
            }
        }
    }

    private func beat(_ voice: Voice) async {
        var isReady = false
        while !Task.isCancelled {
            do {
                voice.tell(isReady: isReady, try await trial())
                isReady = true
            } catch {
                // A program that starts is not ready at once.
                if isReady, !Task.isCancelled { logger.warning("does not answer itself") }
            }
            do {
                try await Task.sleep(for: isReady ? pause : Pulse.startPause)
            } catch { return }
        }
    }
}
