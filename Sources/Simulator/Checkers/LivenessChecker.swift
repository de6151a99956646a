import Merge
import Sync

/// Whoever can reach the hub gets level, whatever others write: within so many exchanges, and each
/// within so many messages.
enum LivenessChecker {
    /// The first may end in a repair, or meet a hub that was restored; the second finds peace.
    static let exchangesMax = 2
    /// Messages of one exchange: a bound on what must be a few for each page.
    static let messagesMax = 20_000

    static func check(_ site: Site, _ hub: MemoryHub, exchanges: Int) throws {
        guard exchanges >= exchangesMax else { return }
        let disk = site.disk
        guard disk.cursor == Cursor(from: hub.head.position, through: hub.head.position),
            disk.pendingCount == 0, disk.stashed.isEmpty,
            disk.baseDigest == hub.digest(in: site.peer.scopes)
        else {
            throw BrokenPromise("\(site.name) is not level after \(exchanges) exchanges")
        }
    }

    /// What one message of ours may carry of rows.
    static func check(_ messages: [HubMessage]) throws {
        let most = SyncLimits.pageBytesMax + MergeLimits.recordBytesMax + 256
        for message in messages {
            let rows: Bytes
            switch message {
            case .page(let page): rows = page.rows
            case .repair(let repair): rows = repair.rows
            default: continue
            }
            guard rows.count <= most else {
                throw BrokenPromise("the hub says \(rows.count) bytes in one message")
            }
        }
    }
}
