internal import Merge

/// Which of several terms share a day; both ends are inclusive and a blank end is open.
///
/// Each term is held against the one before it that ends last, so n terms give fewer than n pairs,
/// and none are left once these are settled.
enum TermOverlaps {
    static func pairs(_ views: [RecordView]) -> [[RecordID]] {
        let terms = views.map(Term.init).sorted { ($0.first, $0.id) < ($1.first, $1.id) }
        guard var latest = terms.first else { return [] }
        var pairs: [[RecordID]] = []
        for term in terms.dropFirst() {
            if term.first <= latest.last { pairs.append([latest.id, term.id]) }
            if term.last > latest.last { latest = term }
        }
        return pairs
    }

    /// A record's term as day numbers.
    private struct Term {
        let id: RecordID
        let first: Int64
        let last: Int64

        init(_ view: RecordView) {
            self.id = view.id
            self.first = view.day("effectiveFrom")?.number ?? .min
            self.last = view.day("effectiveThrough")?.number ?? .max
        }
    }
}
