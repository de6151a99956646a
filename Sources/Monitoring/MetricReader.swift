import Dispatch
import Synchronization

/// Reads a program's store for whoever asks how it stands: never twice at once, at most once in a
/// few seconds, on a thread of its own, and nobody waits for it for longer than a few seconds.
///
/// So whoever asks too often, or a store that is busy, costs neither the program nor the asker.
package final class MetricReader: Sendable {
    /// How old a reading may be that is given out again.
    package static let restDuration = Duration.seconds(5)
    /// How long an asker waits for a new one, before he gets the last.
    package static let patience = Duration.seconds(3)

    /// What was read last.
    package enum Reading: Equatable, Sendable {
        case measures([Measure], age: Duration)
        /// The store could not be read; the words are for the log.
        case failed(String)
        /// Nothing was read yet, and it takes longer than anybody waits.
        case none
    }

    private struct State {
        var last: (outcome: Result<[Measure], any Error>, at: ContinuousClock.Instant)?
        var isReading = false
        var asked: UInt64 = 0
        var waiting: [UInt64: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "bridgework.metrics")
    private let patience: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    private let words: @Sendable (any Error) -> String
    private let read: @Sendable () throws -> [Measure]

    /// - Parameters:
    ///   - words: what a log may be told of an error.
    ///   - read: reads the store, in one transaction.
    package init(
        patience: Duration = MetricReader.patience,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        words: @escaping @Sendable (any Error) -> String,
        read: @escaping @Sendable () throws -> [Measure]
    ) {
        self.patience = patience
        self.now = now
        self.words = words
        self.read = read
    }

    /// A reading that is new, or the last one where that takes too long.
    package func reading() async -> Reading {
        if let fresh = fresh { return fresh }
        let (news, continuation) = AsyncStream<Void>.makeStream()
        let (number, isFirst) = state.withLock { state in
            state.asked += 1
            state.waiting[state.asked] = continuation
            defer { state.isReading = true }
            return (state.asked, !state.isReading)
        }
        if isFirst { queue.async { [self] in readNow() } }
        await withTaskGroup { group in
            group.addTask { for await _ in news {} }
            group.addTask { [patience] in
                do { try await Task.sleep(for: patience) } catch { return }
            }
            await group.next()
            group.cancelAll()
        }
        return state.withLock { state in
            state.waiting[number] = nil
            return state.last.map(told) ?? .none
        }
    }

    private var fresh: Reading? {
        let now = now()
        return state.withLock { state in
            guard let last = state.last, last.at.duration(to: now) < MetricReader.restDuration
            else { return nil }
            return told(last)
        }
    }

    private func told(
        _ last: (outcome: Result<[Measure], any Error>, at: ContinuousClock.Instant)
    ) -> Reading {
        switch last.outcome {
        case .success(let measures): .measures(measures, age: last.at.duration(to: now()))
        case .failure(let error): .failed(words(error))
        }
    }

    private func readNow() {
        let outcome = Result { try read() }
        let waiting = state.withLock { state in
            state.last = (outcome, now())
            state.isReading = false
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.finish() }
    }
}
