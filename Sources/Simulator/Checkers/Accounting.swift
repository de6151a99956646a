/// How every op that people were told is saved ended.
///
/// The sums must add up.
package struct Accounting: Sendable, Equatable {
    /// Where one op ended; exactly one for each.
    package enum Fate: String, CaseIterable, Sendable {
        /// The only live entry where it stands.
        case current
        /// Live, beside others that its writer did not see.
        case conflict
        /// Ended by an applied op that names it.
        case superseded
        /// It added nothing and ended what its writer saw.
        case removal
        case proposed, custody, quarantined
        /// Its only disk was restored from an older copy before the hub kept it.
        case lost
    }

    package private(set) var ops = 0
    private var counts: [Fate: Int] = [:]

    package init() {}

    package subscript(fate: Fate) -> Int { counts[fate] ?? 0 }

    mutating func count(_ fate: Fate, _ times: Int = 1) {
        counts[fate, default: 0] += times
    }

    mutating func countOps(_ number: Int) {
        ops += number
    }

    package mutating func add(_ other: Accounting) {
        ops += other.ops
        for fate in Fate.allCases { count(fate, other[fate]) }
    }

    package var isBalanced: Bool {
        ops == Fate.allCases.reduce(0) { $0 + self[$1] }
    }

    /// The sum in words, such as `120 ops = 90 current + 12 superseded + …`.
    package var equation: String {
        "\(ops) ops = "
            + Fate.allCases.map { "\(self[$0]) \($0.rawValue)" }.joined(separator: " + ")
    }

    var sightings: Sightings {
        var sightings = Sightings()
        sightings.saw(.conflict, self[.conflict])
        sightings.saw(.superseded, self[.superseded])
        sightings.saw(.removal, self[.removal])
        sightings.saw(.proposed, self[.proposed])
        sightings.saw(.custody, self[.custody])
        sightings.saw(.quarantined, self[.quarantined])
        sightings.saw(.lostWithDisk, self[.lost])
        return sightings
    }
}
