import Merge
import Store
import Sync

extension Desk {
    /// Refuses to reason about certificates by a clock that was set back.
    ///
    /// - Throws: `ReplicaError.clockBehind` when the store wrote down a later time than it is now.
    func checkClock() throws {
        guard let stamp = try store.read({ try $0.latestStamp() }) else { return }
        let ahead = stamp.milliseconds - now.milliseconds
        guard ahead > SyncLimits.clockOffsetWarning else { return }
        throw ReplicaError.clockBehind(minutes: ahead / 60_000)
    }
}
