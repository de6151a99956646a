internal import Merge

/// The first day in network as documents give it.
///
/// A document that another one supersedes drops out. What remains must agree; a retroactive date
/// moves the beginning ahead and contradicts nothing but another retroactive date.
struct EvidencedDates {
    let start: Day?
    let doubt: Doubt?

    init(_ enrollment: RecordView) {
        var letters: [(document: Scalar, value: Value?)] = []
        var superseded: Set<Scalar> = []
        for pair in enrollment.pairs("effectiveDates") {
            letters.append((pair.key[0], pair.value))
            if let other = pair.value?[2], !other.isNull { superseded.insert(other) }
        }
        let standing = letters.filter { !superseded.contains($0.document) }
        // Letters that supersede each other in a circle leave none; then each counts.
        let counted = standing.isEmpty ? letters : standing
        if counted.contains(where: { $0.value == nil }) {
            self.start = nil
            self.doubt = .letterConflict
            return
        }
        let first = Self.days(counted, field: 0)
        let retroactive = Self.days(counted, field: 1)
        guard first.count < 2, retroactive.count < 2 else {
            self.start = nil
            self.doubt = .lettersDisagree(first.count < 2 ? retroactive : first)
            return
        }
        self.start = retroactive.first ?? first.first
        self.doubt = nil
    }

    private static func days(
        _ letters: [(document: Scalar, value: Value?)], field: Int
    ) -> [Day] {
        Set(letters.compactMap { $0.value?[field].int }).sorted().map { Day(number: $0) }
    }
}
