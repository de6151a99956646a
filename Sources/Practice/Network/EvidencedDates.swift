internal import Merge

/// The first day in network as documents give it.
///
/// A document that another one supersedes drops out. What remains must agree; a retroactive date
/// moves the beginning ahead and contradicts nothing but another retroactive date.
struct EvidencedDates {
    let start: Day?
    /// The day from which the payor counts, before anything it granted retroactively.
    let first: Day?
    let doubt: Doubt?

    /// - Parameter letters: the pairs of `effectiveDates` that belong together.
    init(_ letters: [Projection.Pair]) {
        let superseded = Set(letters.compactMap { $0.value?[2] }.filter { !$0.isNull })
        let standing = letters.filter { !superseded.contains($0.key[0]) }
        // Letters that supersede each other in a circle leave none; then each counts.
        let counted = standing.isEmpty ? letters : standing
        if counted.contains(where: { $0.value == nil }) {
            self.start = nil
            self.first = nil
            self.doubt = .letterConflict
            return
        }
        let first = Self.days(counted, field: 0)
        let retroactive = Self.days(counted, field: 1)
        guard first.count < 2, retroactive.count < 2 else {
            self.start = nil
            self.first = first.count == 1 ? first[0] : nil
            self.doubt = .lettersDisagree(first.count < 2 ? retroactive : first)
            return
        }
        self.start = retroactive.first ?? first.first
        self.first = first.first
        self.doubt = nil
    }

    private static func days(_ letters: [Projection.Pair], field: Int) -> [Day] {
        Set(letters.compactMap { $0.value?[field].int }).sorted().map { Day(number: $0) }
    }
}
