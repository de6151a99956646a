internal import Merge

// Whoever looks for a person types what is on a card: part of a name, a birth date in one of two
// orders, a number. Both sides are folded, so that `obrien`, `O'Brien` and `O’Brien` find one
// another; of a date that reads in two ways both days are looked for.
//
//     zoe 01/05/1962        the fifth of January, or the first of May

/// Words that somebody looks for a record by: each must be found in it.
package struct RecordSearch: Sendable {
    private let words: [Word]

    /// One argument as it may be meant.
    private struct Word: Sendable {
        let names: [String]
        let number: String
        let days: Set<Day>
    }

    package init(_ words: [String]) {
        self.words = words.map { word in
            Word(
                names: TextFold.words(word), number: TextFold.key(word),
                days: RecordSearch.days(word))
        }
    }

    /// Where a record type keeps what people look for.
    private struct Places: Sendable {
        var names: [any FieldToken]
        /// Names beside the first: elements of a set.
        var others: (rows: any RowsToken, field: any FieldToken)?
        var numbers: [any FieldToken] = []
        var otherNumbers: (rows: any RowsToken, field: any FieldToken)?
        var day: Patient.Register<Day>?
    }

    private static let places: [String: Places] = [
        RecordType.patient.name: Places(
            names: [
                Patient.name.family, Patient.name.given, Patient.name.middle,
                Patient.preferredName,
            ], otherNumbers: (Patient.externalIds, Patient.ExternalIds.number),
            day: Patient.birthDate),
        RecordType.practitioner.name: Places(
            names: [
                Practitioner.legalName.family, Practitioner.legalName.given,
                Practitioner.legalName.middle, Practitioner.preferredName,
            ], others: (Practitioner.otherNames, Practitioner.OtherNames.name),
            numbers: [Practitioner.npi]),
        RecordType.payor.name: Places(
            names: [Payor.name, Payor.code], others: (Payor.aliases, Payor.Aliases.alias),
            numbers: [Payor.code], otherNumbers: (Payor.payorIds, Payor.PayorIds.payorId)),
    ]

    /// Whether every word is in the record's names, its numbers from their beginning, or its day.
    package func finds(_ view: RecordView) -> Bool {
        guard let places = Self.places[view.type.name] else { return false }
        let names = Self.texts(view, places.names, places.others)
        let numbers = Self.texts(view, places.numbers, places.otherNumbers)
            .map { TextFold.key($0) }
        let day = places.day.flatMap { view[$0] }
        return words.allSatisfy { word in
            day.map { word.days.contains($0) } ?? false
                || numbers.contains { !word.number.isEmpty && $0.hasPrefix(word.number) }
                || !word.names.isEmpty && TextFold.finds(word.names, in: names)
        }
    }

    /// One order for people: by name as it is read, whatever its accents and case.
    package static func isOrdered(_ left: RecordView, before right: RecordView) -> Bool {
        let keys = [left, right].map { view in
            (Self.places[view.type.name]?.names ?? []).prefix(2)
                .map { TextFold.key(view.scalar(named: $0.name)?.text ?? "") }.joined(
                    separator: "\u{1}")
        }
        return (keys[0], left.id) < (keys[1], right.id)
    }

    private static func texts(
        _ view: RecordView, _ fields: [any FieldToken],
        _ elements: (rows: any RowsToken, field: any FieldToken)?
    ) -> [String] {
        let own = fields.compactMap { view.scalar(named: $0.name)?.text }
        guard let (rows, field) = elements else { return own }
        return own + view.rows(rows).compactMap { $0.scalar(named: field.name).text }
    }

    /// The days that a text may mean: `1962-01-05`, or with the year last in both orders.
    static func days(_ text: String) -> Set<Day> {
        let parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy(ASCIIText.isDigit) ? Int(part) : nil
        }
        guard numbers.count == 3, parts.count == 3 else { return [] }
        let orders: [[Int]] =
            if parts[0].count == 4 { [[0, 1, 2]] } else if parts[2].count == 4 {
                [[2, 0, 1], [2, 1, 0]]
            } else { [] }
        return Set(
            orders.compactMap { order in
                Day(year: numbers[order[0]], month: numbers[order[1]], day: numbers[order[2]])
            })
    }
}
