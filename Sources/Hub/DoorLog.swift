import Merge
import Synchronization

/// Who was turned away at the door: one line in an hour for each machine and address, with a count
/// of those that it stands for.
///
/// A machine that knocks every second must not fill the audit.
final class DoorLog: Sendable {
    static let interval = Int64(3_600_000)
    /// Machines and addresses told apart; all others count together.
    static let knocksMax = 1_024

    /// Who knocked, and from where.
    struct Knock: Hashable, Comparable {
        let replica: ReplicaID?
        let address: String

        static func < (left: Knock, right: Knock) -> Bool {
            (left.address, left.replica?.hexadecimal ?? "")
                < (right.address, right.replica?.hexadecimal ?? "")
        }
    }

    /// A line to write, and how many times it stands for.
    struct Line: Equatable {
        let knock: Knock
        let count: Int
    }

    private struct Tally {
        var since: Timestamp
        var unwritten: Int
    }

    private let tallies = Mutex<[Knock: Tally]>([:])

    /// Counts one in.
    ///
    /// - Returns: the line that is due for it, if one is.
    func line(for knock: Knock, at now: Timestamp) -> Line? {
        tallies.withLock { tallies in
            let isKnown = tallies[knock] != nil || tallies.count < DoorLog.knocksMax
            let knock = isKnown ? knock : Knock(replica: nil, address: "elsewhere")
            guard var tally = tallies[knock], !DoorLog.isOver(tally, now) else {
                let count = (tallies[knock]?.unwritten ?? 0) + 1
                tallies[knock] = Tally(since: now, unwritten: 0)
                return Line(knock: knock, count: count)
            }
            tally.unwritten += 1
            tallies[knock] = tally
            return nil
        }
    }

    /// The lines whose hour is over; those that did not come again are forgotten.
    func due(at now: Timestamp) -> [Line] {
        tallies.withLock { tallies in
            var lines: [Line] = []
            for (knock, tally) in tallies where DoorLog.isOver(tally, now) {
                if tally.unwritten > 0 { lines.append(Line(knock: knock, count: tally.unwritten)) }
                tallies[knock] = tally.unwritten > 0 ? Tally(since: now, unwritten: 0) : nil
            }
            return lines.sorted { $0.knock < $1.knock }
        }
    }

    /// A clock that was set back ends the hour as well.
    private static func isOver(_ tally: Tally, _ now: Timestamp) -> Bool {
        !(0..<interval).contains(now.milliseconds - tally.since.milliseconds)
    }
}
