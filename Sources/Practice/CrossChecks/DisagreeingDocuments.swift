internal import Claims
package import Merge
internal import Participation
package import Records

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
    package let standing: [RecordRow]
    /// All that belong together, the superseded ones among them.
    private let letters: [RecordRow]
    private let rule: Rule

    /// One map of a record type whose documents must agree.
    private struct Rule: Sendable {
        let rows: any RowsToken
        /// The document that a pair rests on.
        let document: any FieldToken
        /// The fields of a pair that must be equal, each on its own; a blank says nothing.
        let compared: [any FieldToken]
        /// The field that names the document which counts no more.
        let supersedes: any FieldToken

        func document(_ letter: RecordRow) -> RecordID? {
            RecordID(letter.scalar(named: document.name))
        }
        func superseded(_ letter: RecordRow) -> RecordID? {
            RecordID(letter.scalar(named: supersedes.name))
        }
    }

    private static let rules: [String: Rule] = [
        RecordType.enrollment.name: Rule(
            rows: Enrollment.effectiveDates, document: Enrollment.EffectiveDates.document,
            compared: [
                Enrollment.EffectiveDates.effectiveFrom, Enrollment.EffectiveDates.retroactiveTo,
            ], supersedes: Enrollment.EffectiveDates.supersedes),
        RecordType.credential.name: Rule(
            rows: Credential.numbers, document: Credential.Numbers.document,
            compared: [Credential.Numbers.number], supersedes: Credential.Numbers.supersedes),
        RecordType.authorization.name: Rule(
            rows: Authorization.letters, document: Authorization.Letters.document,
            compared: [
                Authorization.Letters.number, Authorization.Letters.approvedFrom,
                Authorization.Letters.approvedThrough, Authorization.Letters.units,
            ], supersedes: Authorization.Letters.supersedes),
        RecordType.payorNotice.name: Rule(
            rows: PayorNotice.confirmedDates, document: PayorNotice.ConfirmedDates.document,
            compared: [
                PayorNotice.ConfirmedDates.effectiveFrom,
                PayorNotice.ConfirmedDates.effectiveThrough,
            ], supersedes: PayorNotice.ConfirmedDates.supersedes),
    ]

    /// The record types whose documents are compared.
    package static var types: Set<String> { Set(rules.keys) }

    /// The map of a type that is compared.
    static func attribute(of type: String) -> String? { rules[type]?.rows.name }

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
        self.attribute = rule.rows.name
        self.letters = letters
        self.standing = standing
        self.rule = rule
    }

    /// The document that one of them rests on.
    package func document(of letter: RecordRow) -> RecordID? { rule.document(letter) }

    /// What to write so that one document supersedes all others that stand, directly or through
    /// each other; what these had superseded stays superseded.
    package func superseding(by document: RecordID) -> [(document: RecordID, row: RecordRow)] {
        let values = Dictionary(
            letters.filter(\.isShown).compactMap { letter in
                rule.document(letter).map { ($0, letter) }
            }, uniquingKeysWith: { first, _ in first })
        guard values[document] != nil else { return [] }
        var chain =
            [document]
            + standing.compactMap { rule.document($0) }
            .filter { $0 != document }
        var place = 0
        while place < chain.count {
            let former = values[chain[place]].flatMap { rule.superseded($0) }
            if let former, values[former] != nil, !chain.contains(former) { chain.append(former) }
            place += 1
        }
        return chain.indices.compactMap { index in
            guard let value = values[chain[index]] else { return nil }
            let former = rule.superseded(value)
            let next =
                index + 1 < chain.count
                ? chain[index + 1] : former.flatMap { chain.contains($0) ? nil : $0 }
            guard next != former else { return nil }
            return (chain[index], value.saying(rule.supersedes(next.map { .reference($0) })))
        }
    }

    /// The letters of one case that speak of one period; those of other records are one group.
    private static func groups(of view: RecordView, _ rule: Rule) -> [[RecordRow]] {
        guard view.type.name == RecordType.enrollment.name else {
            return [view.rows(rule.rows)]
        }
        let standing = Workflow.enrollment.standing(of: view)
        return ParticipationPeriods(view, standing).all.map(\.letters)
    }

    private static func standing(
        _ letters: [RecordRow], _ rule: Rule
    ) -> [RecordRow] {
        let superseded = Set(letters.compactMap { rule.superseded($0) })
        let standing = letters.filter { pair in
            rule.document(pair).map { !superseded.contains($0) } ?? true
        }
        // Letters that supersede each other in a circle leave none; then each counts.
        return standing.isEmpty ? letters : standing
    }

    private static func disagree(_ standing: [RecordRow], _ rule: Rule) -> Bool {
        guard standing.allSatisfy(\.isShown) else { return false }
        return rule.compared.contains { field in
            Set(standing.map { $0.scalar(named: field.name) }.filter { !$0.isNull }).count > 1
        }
    }
}
