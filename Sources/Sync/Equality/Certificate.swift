package import Merge

/// An office's proof that its base was the hub's state in its scopes.
package struct Certificate: Equatable, Sendable {
    /// The point of the hub's history at which it was.
    package let head: Head
    package let digest: SetDigest
    /// By the office's clock, as the exchange started.
    package let at: Timestamp

    package init(head: Head, digest: SetDigest, at: Timestamp) {
        self.head = head
        self.digest = digest
        self.at = at
    }

    /// Which of many heads are kept: the newest densely, older ones ever more sparsely, the oldest
    /// always.
    ///
    /// - Parameter positions: ascending.
    package static func kept(of positions: [UInt64], max count: Int) -> [UInt64] {
        var kept = positions
        while kept.count > max(2, count) {
            // The one whose neighbours stand closest together, measured from the newest.
            let newest = kept[kept.count - 1]
            let spare = (1..<kept.count - 1).min { left, right in
                Certificate.gap(left, kept, newest) < Certificate.gap(right, kept, newest)
            }
            guard let spare else { break }
            kept.remove(at: spare)
        }
        return kept
    }

    private static func gap(_ index: Int, _ positions: [UInt64], _ newest: UInt64) -> Double {
        Double(positions[index + 1] - positions[index - 1])
            / Double(newest - positions[index - 1] + 1)
    }
}
