internal import Benefits
package import Merge
internal import Participation
package import Records
internal import Tables

// Whoever looks for a person types what is on a card: part of a name, a birth date in one of two
// orders, a number. Both sides are folded, so that `obrien`, `O'Brien` and `O’Brien` find one
// another; of a date that reads in several ways every day is looked for.
//
//     zoe 01/05/1962        the fifth of January, or the first of May
//     1/5/62, 19620105      the same days, and for the first those of 2062
//     (617) 555-0123        a telephone, of which a part is enough

/// Words that somebody looks for a record by: each must be found in it.
package struct RecordSearch: Sendable {
    private let words: [Word]

    /// One argument as it may be meant.
    fileprivate struct Word: Sendable {
        let names: [String]
        let number: String
        let days: Set<Day>
        /// Digits of a telephone; `nil` for what is none.
        let phone: String?

        /// Whether a text may be a name that it finds, or a number that it begins.
        func mayBegin(_ text: String) -> Bool {
            !names.isEmpty && names.contains { TextFold.finds([$0], in: [text]) }
                || !number.isEmpty && TextFold.key(text).hasPrefix(number)
        }

        /// Whether something in a set, as JSON has it, may be what it finds.
        func mayBeIn(_ json: String) -> Bool {
            mayBegin(json) || !number.isEmpty && TextFold.holds(TextFold.key(json), number)
                || phone.map { TextFold.holds(json, $0) } ?? false
        }
    }

    package init(_ words: [String]) {
        self.words = words.flatMap { RecordSearch.parts($0) }.map { word in
            Word(
                names: TextFold.words(word), number: TextFold.key(word),
                days: RecordSearch.days(word), phone: RecordSearch.phone(word))
        }
    }

    /// An argument by itself, or the dates and telephones in it and what stands between them.
    private static func parts(_ argument: String) -> [String] {
        let pieces = argument.split(whereSeparator: \.isWhitespace).map(String.init)
        guard pieces.count > 1, days(argument).isEmpty, phone(argument) == nil else {
            return [argument]
        }
        let isFigure = { (piece: String) in !days(piece).isEmpty || phone(piece) != nil }
        let figures = pieces.filter(isFigure)
        let rest = pieces.filter { !isFigure($0) }.joined(separator: " ")
        return figures.isEmpty ? [argument] : figures + (rest.isEmpty ? [] : [rest])
    }

    /// Where a record type keeps what people look for.
    private struct Places: Sendable {
        var names: [any FieldToken]
        /// Names beside the first: elements of a set.
        var others: (rows: any RowsToken, field: any FieldToken)?
        var numbers: [any FieldToken] = []
        var otherNumbers: (rows: any RowsToken, field: any FieldToken)?
        var phones: (rows: any RowsToken, field: any FieldToken)?
        var day: Patient.Register<Day>?

        /// Fields of one value.
        var texts: [any FieldToken] { names + numbers + [day].compactMap(\.self) }
        /// Sets and maps.
        var elements: [any RowsToken] {
            [others?.rows, otherNumbers?.rows, phones?.rows].compactMap(\.self)
        }
    }

    private static let places: [String: Places] = [
        RecordType.patient.name: Places(
            names: [
                Patient.name.family, Patient.name.given, Patient.name.middle,
                Patient.preferredName,
            ], otherNumbers: (Patient.externalIds, Patient.ExternalIds.number),
            phones: (Patient.phones, Patient.Phones.phone), day: Patient.birthDate),
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

    /// The fields in which a type's records are looked for, by the names of their columns.
    package static func fields(of type: RecordType) -> [String] {
        places[type.name].map { places in
            places.texts.map(\.name) + places.elements.map(\.name)
        } ?? []
    }

    /// What rules a type's records out by what their columns say.
    package func sieve(of type: RecordType) -> Sieve {
        Sieve(words: words, textCount: Self.places[type.name]?.texts.count)
    }

    /// Tells which records may be found; of those it rules out, `finds` is not true either.
    package struct Sieve {
        fileprivate let words: [Word]
        fileprivate let textCount: Int?

        /// - Parameter texts: what the columns of `fields(of:)` show, sets and maps as JSON.
        package func lets(_ texts: [String]) -> Bool {
            guard let textCount, texts.count > textCount else { return true }
            let own = texts[..<textCount]
            let sets = texts[textCount...]
            // An escaped letter, or one that changes its neighbour, can read otherwise in the set.
            guard sets.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 && $0 != 0x5C } }) else {
                return true
            }
            return words.allSatisfy { word in
                word.days.contains { own.contains($0.description) }
                    || own.contains { word.mayBegin($0) } || sets.contains { word.mayBeIn($0) }
            }
        }
    }

    /// Whether every word is in the record's names or telephones, its numbers from their beginning,
    /// or its day.
    package func finds(_ view: RecordView) -> Bool {
        guard let places = Self.places[view.type.name] else { return false }
        let names = Self.texts(view, places.names, places.others)
        let numbers = Self.texts(view, places.numbers, places.otherNumbers)
            .map { TextFold.key($0) }
        let day = places.day.flatMap { view[$0] }
        let phones = places.phones.map { Self.texts(view, [], $0) } ?? []
        return words.allSatisfy { word in
            day.map { word.days.contains($0) } ?? false
                || numbers.contains { !word.number.isEmpty && $0.hasPrefix(word.number) }
                || phones.contains { phone in word.phone.map { phone.contains($0) } ?? false }
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

    /// The digits of what may be a telephone: seven and more, or three and more with brackets or
    /// dashes that no other number has.
    private static func phone(_ text: String) -> String? {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isNumber || "+()-. ".contains($0)) }
        let isMarked = text.contains("(") || text.contains("-")
        guard isPlain, digits.count >= (isMarked ? 3 : 7) else { return nil }
        return digits.count == 11 && digits.hasPrefix("1") ? String(digits.dropFirst()) : digits
    }

    /// The days that a text may mean: `1962-01-05`, `19620105` and `Jan 5, 1962`, or with the year
    /// last in both orders, with signs or without, `62` being 1962 or 2062.
    static func days(_ text: String) -> Set<Day> {
        if let day = Day(text) ?? WrittenDay.text(text).flatMap({ Day($0) }) { return [day] }
        var parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
        if parts.count == 1, text.utf8.count == 8, text.utf8.allSatisfy(ASCIIText.isDigit) {
            parts = [text.prefix(2), text.dropFirst(2).prefix(2), text.dropFirst(4)]
        }
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy(ASCIIText.isDigit) ? Int(part) : nil
        }
        guard numbers.count == 3, parts.count == 3 else { return [] }
        guard parts[2].count == 4 || parts[2].count == 2 else { return [] }
        let years = parts[2].count == 4 ? [0] : [1_900, 2_000]
        return Set(
            years.flatMap { century in
                let dated = [numbers[0], numbers[1], numbers[2] + century]
                return [day(dated, [2, 0, 1]), day(dated, [2, 1, 0])].compactMap(\.self)
            })
    }

    private static func day(_ numbers: [Int], _ order: [Int]) -> Day? {
        Day(year: numbers[order[0]], month: numbers[order[1]], day: numbers[order[2]])
    }
}
