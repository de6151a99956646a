internal import Fees
import Merge
internal import Practice
internal import Records
internal import Rulebook

// What people pick: codes, days and words of a small group, so that their choices meet.

extension Worker {
    /// The code or NPI of one of the records that he sees.
    mutating func key<Kind: RecordKind>(of kind: Kind.Type) -> String? {
        let views = Array(reading.lookup.records(Kind.type))
        return dice.one(of: views)?.naturalKey
    }

    mutating func code(_ letter: String, below limit: Int) -> String {
        "\(letter)\(dice.below(limit))"
    }

    mutating func word() -> String { "word\(dice.below(40))" }

    /// A day some months before or after today.
    mutating func someDay() -> Day {
        Day(number: today.number + Int64(dice.below(240)) - 120)
    }

    /// Codes of offices, each once: as many as asked, or as chance will have it.
    mutating func officeCodes(_ count: Int? = nil) -> [String] {
        let codes = offices.indices.map { "O\($0)" }.shuffled(using: &dice)
        return Array(codes.prefix(count ?? 1 + dice.below(codes.count)))
    }

    static let logins = ["ada", "ben"]
}
