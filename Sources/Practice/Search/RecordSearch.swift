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

    /// Where a record type keeps what people look for; a set's field is written `set.field`.
    private struct Places: Sendable {
        var names: [String]
        var numbers: [String]
        var day: String?
    }

    private static let places: [String: Places] = [
        RecordType.patient.name: Places(
            names: ["family", "given", "middle", "preferredName"],
            numbers: ["externalIds.number"], day: "birthDate"),
        RecordType.practitioner.name: Places(
            names: ["family", "given", "middle", "preferredName", "otherNames.name"],
            numbers: ["npi"]),
        RecordType.payor.name: Places(
            names: ["name", "code", "aliases.alias"], numbers: ["code", "payorIds.payorId"]),
    ]

    /// Whether every word is in the record's names, its numbers from their beginning, or its day.
    package func finds(_ view: RecordView) -> Bool {
        guard let places = Self.places[view.type.name] else { return false }
        let names = places.names.flatMap { Self.texts(view, $0) }
        let numbers = places.numbers.flatMap { Self.texts(view, $0) }.map { TextFold.key($0) }
        let day = places.day.flatMap { view.day($0) }
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
                .map { TextFold.key(view.text($0) ?? "") }.joined(separator: "\u{1}")
        }
        return (keys[0], left.id) < (keys[1], right.id)
    }

    private static func texts(_ view: RecordView, _ place: String) -> [String] {
        let parts = place.split(separator: ".").map(String.init)
        guard parts.count == 2, let attribute = view.type[parts[0]] else {
            return view.text(place).map { [$0] } ?? []
        }
        guard let index = attribute.key.firstIndex(where: { $0.name == parts[1] }) else {
            return []
        }
        return view.elements(parts[0]).compactMap { $0[index].text }
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
