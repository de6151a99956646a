internal import Synchronization

/// Counts messages and their bytes in each direction, before compression and framing.
package final class TrafficMeter: Sendable {
    private let counts = Mutex((sent: Traffic(), received: Traffic()))

    package init() {}

    /// How many messages went one way, and their bytes.
    package struct Traffic: Equatable, Sendable {
        package private(set) var messages = 0
        package private(set) var bytes = 0

        package init() {}

        mutating func add(_ count: Int) {
            messages += 1
            bytes += count
        }
    }

    package var sent: Traffic { counts.withLock(\.sent) }
    package var received: Traffic { counts.withLock(\.received) }

    func addSent(_ bytes: Int) {
        counts.withLock { $0.sent.add(bytes) }
    }

    func addReceived(_ bytes: Int) {
        counts.withLock { $0.received.add(bytes) }
    }
}
