internal import Merge
package import Records

/// Which of several terms share a day; both ends are inclusive and a blank end is open.
///
/// Terms that overlap each other, directly or through one between them, are one matter: what is
/// answered about two of them says what becomes of the third.
package enum TermOverlaps {
    /// - Parameter isOpen: whether nobody disputes what was decided of two of them.
    /// - Returns: the records of each matter, ascending, two or more of each.
    static func groups(
        _ views: [RecordView], where isOpen: (RecordID, RecordID) -> Bool
    ) -> [[RecordID]] {
        let terms = views.sorted { $0.id < $1.id }
        var classes = Classes(terms.count)
        for first in terms.indices {
            for second in terms.indices.dropFirst(first + 1)
            where overlap(terms[first], terms[second])
                && isOpen(terms[first].id, terms[second].id)
            {
                classes.join(first, second)
            }
        }
        return classes.all.filter { $0.count > 1 }.map { $0.map { terms[$0].id } }
    }

    /// Whether two terms share a day.
    package static func overlap(_ one: RecordView, _ other: RecordView) -> Bool {
        let (left, right) = (days(one), days(other))
        return left.lowerBound <= right.upperBound && right.lowerBound <= left.upperBound
    }

    private static func days(_ view: RecordView) -> ClosedRange<Int64> {
        let first = view[AnyRecord.term.from]?.number ?? .min
        let last = view[AnyRecord.term.through]?.number ?? .max
        // A term that ends before it begins is its first day.
        return first...max(first, last)
    }
}
