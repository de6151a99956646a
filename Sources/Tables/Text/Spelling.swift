/// Finds the name somebody meant.
package enum Spelling {
    /// The closest candidate, if at most a third of the typed bytes are wrong; the first of equals.
    package static func closest(to typed: String, among candidates: [String]) -> String? {
        guard typed.utf8.count <= 64 else { return nil }
        let limit = max(2, typed.utf8.count / 3)
        let ranked = candidates.map { ($0, distance(typed, $0)) }.filter { $0.1 <= limit }
        return ranked.min { $0.1 < $1.1 }?.0
    }

    /// Levenshtein's distance on bytes, case folded away.
    package static func distance(_ left: String, _ right: String) -> Int {
        let left = ASCIIText.lowercased(left.utf8)
        let right = ASCIIText.lowercased(right.utf8)
        var row = Array(0...right.count)
        for (i, first) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, second) in right.enumerated() {
                let substituted = diagonal + (first == second ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
