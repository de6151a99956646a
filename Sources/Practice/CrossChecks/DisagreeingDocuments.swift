package import Merge

// A fact that rests on documents is a map keyed by document: two letters that say different things
// both stand until somebody says which of them counts, and until then nobody knows the fact. The
// one that counts names the other as superseded, so that nothing is removed:
//
//     letter A: 02-01                      letter A: 02-01, supersedes B
//     letter B: 03-01        take A →      letter B: 03-01
//
// A letter names one other. Of three, the first names the second and the second the third.

/// Documents of one record that nothing supersedes and that contradict each other.
package struct DisagreeingDocuments: Sendable {
    /// The record's map.
    package let attribute: String
    /// What stands, by document, ascending: two or more.
    package let standing: [Projection.Pair]
    /// All that belong together, the superseded ones among them.
    private let letters: [Projection.Pair]
    private let rule: Rule

    /// One map of a record type whose documents must agree.
    private struct Rule: Sendable {
        let attribute: String
        /// The fields of a value that must be equal, each on its own; a blank says nothing.
        let compared: [Int]
        /// The field that names the document which counts no more.
        let supersedes: Int
    }

    private static let rules: [String: Rule] = [
        RecordType.enrollment.name: Rule(
            attribute: "effectiveDates", compared: [0, 1], supersedes: 2),
        RecordType.credential.name: Rule(attribute: "numbers", compared: [0], supersedes: 3),
        RecordType.payorNotice.name: Rule(
            attribute: "confirmedDates", compared: [0, 1], supersedes: 2),
    ]

    /// The record types whose documents are compared.
    package static var types: Set<String> { Set(rules.keys) }

    /// The map of a type that is compared.
    static func attribute(of type: String) -> String? { rules[type]?.attribute }

    /// - Returns: `nil` where the documents agree, or two people dispute what one of them says:
    ///   that is a conflict of its own.
    package init?(_ view: RecordView) {
        guard let rule = Self.rules[view.type.name], view.isActive else { return nil }
        let groups = Self.groups(of: view, rule).map { letters in
            (letters, standing: Self.standing(letters, rule))
        }
        guard let (letters, standing) = groups.first(where: { Self.disagree($0.1, rule) }) else {
            return nil
        }
        self.attribute = rule.attribute
        self.letters = letters
        self.standing = standing
        self.rule = rule
    }

    /// What to write so that one document supersedes all others that stand, directly or through
    /// each other; what these had superseded stays superseded.
    package func superseding(by document: RecordID) -> [(document: RecordID, value: Value)] {
        let values = Dictionary(
            letters.compactMap { pair in
                pair.key.reference(0).flatMap { id in pair.value.map { (id, $0) } }
            }, uniquingKeysWith: { first, _ in first })
        guard values[document] != nil else { return [] }
        var chain =
            [document]
            + standing.compactMap { $0.key.reference(0) }
            .filter { $0 != document }
        var place = 0
        while place < chain.count {
            let former = values[chain[place]]?.reference(rule.supersedes)
            if let former, values[former] != nil, !chain.contains(former) { chain.append(former) }
            place += 1
        }
        return chain.indices.compactMap { index in
            guard let value = values[chain[index]] else { return nil }
            let former = value.reference(rule.supersedes)
            let next =
                index + 1 < chain.count
                ? chain[index + 1] : former.flatMap { chain.contains($0) ? nil : $0 }
            guard next != former else { return nil }
            var scalars = value.scalars
            while scalars.count <= rule.supersedes { scalars.append(.null) }
            scalars[rule.supersedes] = next.map { .reference($0) } ?? .null
            return (chain[index], Value(scalars))
        }
    }

    /// The letters of one case that speak of one period; those of other records are one group.
    private static func groups(of view: RecordView, _ rule: Rule) -> [[Projection.Pair]] {
        guard view.type.name == RecordType.enrollment.name else {
            return [view.pairs(rule.attribute)]
        }
        let standing = Workflow.enrollment.standing(of: view)
        return ParticipationPeriods(view, standing).all.map(\.letters)
    }

    private static func standing(
        _ letters: [Projection.Pair], _ rule: Rule
    ) -> [Projection.Pair] {
        let superseded = Set(letters.compactMap { $0.value?.reference(rule.supersedes) })
        let standing = letters.filter { pair in
            pair.key.reference(0).map { !superseded.contains($0) } ?? true
        }
        // Letters that supersede each other in a circle leave none; then each counts.
        return standing.isEmpty ? letters : standing
    }

    private static func disagree(_ standing: [Projection.Pair], _ rule: Rule) -> Bool {
        guard standing.allSatisfy({ $0.value != nil }) else { return false }
        return rule.compared.contains { field in
            Set(standing.compactMap { $0.value?[field] }.filter { !$0.isNull }).count > 1
        }
    }
}
