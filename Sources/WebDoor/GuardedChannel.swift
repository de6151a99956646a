internal import HummingbirdCore
internal import Logging
internal import NIOCore
import Synchronization
import WebDesk

/// A line of the network, if its address has not too many already: whoever holds all lines open
/// keeps everybody else out.
struct GuardedChannel<Inner: ServerChildChannel>: ServerChildChannel {
    private let inner: Inner
    private let most: Int
    private let lines: LineCount

    init(_ inner: Inner, most: Int, lines: LineCount) {
        self.inner = inner
        self.most = most
        self.lines = lines
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Inner.Value> {
        let address = AddressText.shared(channel.remoteAddress?.ipAddress ?? "")
        guard lines.open(address, most: most) else {
            return channel.close().flatMapThrowing { throw ChannelError.ioOnClosedChannel }
        }
        channel.closeFuture.whenComplete { [lines] _ in lines.close(address) }
        return inner.setup(channel: channel, logger: logger)
    }

    func handle(value: Inner.Value, logger: Logger) async {
        await inner.handle(value: value, logger: logger)
    }
}

/// How many lines each address has; no more addresses than lines.
final class LineCount: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// - Returns: `false` where the address has as many as it may.
    func open(_ address: String, most: Int) -> Bool {
        counts.withLock { counts in
            let count = counts[address] ?? 0
            guard count < most else { return false }
            counts[address] = count + 1
            return true
        }
    }

    func close(_ address: String) {
        counts.withLock { counts in
            let count = (counts[address] ?? 0) - 1
            counts[address] = count > 0 ? count : nil
        }
    }
}
