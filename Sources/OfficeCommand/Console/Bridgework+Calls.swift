import Dispatch
internal import Interface
package import Logging
package import Replica
package import Wire

extension Bridgework {
    /// Answers the practice's own software at a replica's desk, one call after the other.
    package static func calls(
        at desk: Desk, logger: Logger
    ) -> OfficeService.Answer {
        let service = ServiceDesk(
            desk, software: "bridgework \(Versions.software)", logger: logger)
        let thread = CallThread()
        return { call, caller in
            try await withTaskExecutorPreference(thread) { try service.answer(call, of: caller) }
        }
    }
}

/// Where calls wait for the store: a large one would keep the threads on which the line to the hub
/// and every deadline run.
private final class CallThread: TaskExecutor {
    private let queue = DispatchQueue(label: "bridgework.calls")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
