internal import Merge
internal import Records

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
    init(_ letters: [RecordRow]) {
        let superseded = Set(letters.compactMap { $0[Letter.supersedes] })
        let standing = letters.filter { letter in
            letter[Letter.document].map { !superseded.contains($0) } ?? true
        }
        // Letters that supersede each other in a circle leave none; then each counts.
        let counted = standing.isEmpty ? letters : standing
        if counted.contains(where: { !$0.isShown }) {
            self.start = nil
            self.first = nil
            self.doubt = .letterConflict
            return
        }
        let first = Self.days(counted, Letter.effectiveFrom)
        let retroactive = Self.days(counted, Letter.retroactiveTo)
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

    private static func days(
        _ letters: [RecordRow], _ field: Enrollment.Field<Day>
    ) -> [Day] {
        Set(letters.compactMap { $0[field] }).sorted()
    }

    private typealias Letter = Enrollment.EffectiveDates
}
