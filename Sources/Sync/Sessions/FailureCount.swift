/// How many exchanges failed in a row, from which follows how long to wait.
///
/// Being level starts the count anew, except for one case: two live copies of one replica push each
/// other off the line, each is level for a moment, and without this they would do so for ever, as
/// fast as the line allows. Whoever was pushed off soon after he was level waits longer each time.
///
/// Pure: the time is an argument.
package struct FailureCount: Equatable, Sendable {
    /// Who was level for so long before he was pushed off starts anew.
    package static let steadyMin = Duration.seconds(60)

    package private(set) var count = 0
    private var levelSince: Duration?

    package init() {}

    /// The exchange came level; only a success that lasts ends the count.
    package mutating func levelled(at now: Duration) {
        if levelSince == nil { levelSince = now }
    }

    /// An exchange came to its own end.
    package mutating func succeeded() {
        self = FailureCount()
    }

    /// - Returns: how many it are now.
    package mutating func failed(at now: Duration, isSuperseded: Bool) -> Int {
        if let levelSince, !isSuperseded || now - levelSince >= FailureCount.steadyMin { count = 0 }
        levelSince = nil
        count += 1
        return count
    }
}
