import Foundation
package import Merge
import Synchronization

// A write-ahead log that could not be synced may have lost what it seemed to hold, and what SQLite
// then reads or folds into the file is not what was promised. So the first such fault is the last
// thing a store does: everything after it is refused, the file is left as a killed process leaves
// it, and whoever serves from the store ends. The next start reads the log anew, and checks.

/// Remembers that the disk failed under a store, and tells whoever serves from it.
package final class FailStop: Sendable {
    private struct State {
        var fault: StoreError?
        var waiting: [@Sendable (StoreError) -> Void] = []
    }

    private let state = Mutex(State())
    private let mark: FailureMark

    init(_ folder: StoreFolder) {
        mark = FailureMark(folder)
    }

    /// Why nothing is done here any more; `nil` while all is well.
    package var fault: StoreError? { state.withLock { $0.fault } }

    /// Waits until the disk fails.
    ///
    /// - Throws: the fault; returns only when cancelled.
    package func wait() async throws {
        let (faults, continuation) = AsyncStream<StoreError>.makeStream(
            bufferingPolicy: .bufferingNewest(1))
        onFault { continuation.yield($0) }
        for await fault in faults { throw fault }
    }

    /// Tells of the fault once, at once where it has come already.
    package func onFault(_ tell: @escaping @Sendable (StoreError) -> Void) {
        let known = state.withLock { state in
            if state.fault == nil { state.waiting.append(tell) }
            return state.fault
        }
        if let known { tell(known) }
    }

    /// The first fault counts, and leaves a mark for the next start.
    func trip(_ fault: StoreError) {
        let waiting = state.withLock { state in
            guard state.fault == nil else { return [@Sendable (StoreError) -> Void]() }
            state.fault = fault
            defer { state.waiting = [] }
            return state.waiting
        }
        mark.put()
        for tell in waiting { tell(fault) }
    }
}

/// A file beside a store that says when its disk failed, until somebody has checked the store.
package struct FailureMark: Sendable {
    private let path: String

    package init(_ folder: StoreFolder) {
        path = folder.path + "/disk-failed"
    }

    /// When the disk failed last; `nil` where it never did, or the store was verified since.
    package var since: Timestamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Timestamp(milliseconds: Int64(status.st_mtim.tv_sec) * 1_000)
    }

    /// An empty file: a full disk takes one too, and a broken one may not.
    func put() {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if descriptor >= 0 { _ = Foundation.close(descriptor) }
    }

    func remove() {
        unlink(path)
    }
}
