package import Merge

/// Why a session cannot go on.
package enum SyncError: Error, Equatable, Sendable {
    case refused(SyncRefusal)
    /// A page names an entry that neither it nor the office's base holds, and nothing tells the
    /// office that this will be repaired.
    case missingEntry(record: RecordID)
    /// A page's rows cannot be read.
    case malformedPage(MergeError)
    /// A message that the phase does not expect.
    case outOfTurn(phase: String)
    /// The hub lacks what this office let go of, because a backup held it, up to that position.
    case releasedLost(position: UInt64)
}

extension SyncError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let refusal): "the hub ended the exchange: \(refusal.advice)"
        case .missingEntry(let record): "a page names an entry of record \(record) nobody sent"
        case .malformedPage(let error): "a page could not be read: \(error)"
        case .releasedLost(let position):
            "the hub was made of a backup older than the one in which this office's work up to "
                + "position \(position) was: going on would purge it here. Nothing was changed; "
                + "restore a later backup. Where there is none: `bridgework sync --accept-loss` "
                + "keeps a copy of this store, and goes on"
        case .outOfTurn(let phase): "a message came out of turn while \(phase)"
        }
    }
}
