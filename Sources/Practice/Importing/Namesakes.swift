internal import Merge
internal import Tables

// Two names are near where a person might take one for the other: they begin alike for long, differ
// by what companies put behind their names, one goes on where the other ends, or by a slip.
//
//     Zenith Dental      Zenith Dental Inc, Zenith Dental of Ohio, Zenth Dental
//
// Nothing is found by it; it proposes.

/// The names of payors, and which of them are near one; read once per import.
final class Namesakes {
    private var stored: [Name]?
    private var records: [String: Set<RecordID>]?
    /// Names that the file itself brought, by how they begin.
    private var own: [Substring: [String]] = [:]
    private var told: Set<String> = []

    /// Names near that one: of the store's in every way, of the file's by how they begin.
    func names(near text: String, _ read: () -> [String]) -> [String] {
        let all = stored ?? Set(read()).sorted().map { Name($0) }
        stored = all
        let name = Name(text)
        let beside = own[name.beginning, default: []]
        if !name.beginning.isEmpty, !beside.contains(text) {
            own[name.beginning, default: []].append(text)
        }
        let near = all.filter { $0.isNear(name) }.map(\.text) + beside.filter { $0 != text }
        return Set(near).sorted().prefix(ImportLimits.namesakesMax).map(\.self)
    }

    func records(named text: String, _ read: () -> [(RecordID, String)]) -> Set<RecordID> {
        let all =
            records
            ?? Dictionary(grouping: read()) { $0.1.lowercased() }.mapValues { Set($0.map(\.0)) }
        records = all
        return all[text.lowercased(), default: []]
    }

    func isFirst(told name: String) -> Bool { told.insert(name).inserted }

    /// A name, and what is compared of it.
    private struct Name {
        let text: String
        /// Long names that begin alike are near, however they end.
        let beginning: Substring
        /// Its words without those that say what kind of company it is.
        private let words: [Substring]
        private let letters: String

        init(_ text: String) {
            let loose = ImportCode.loose(text)
            let all = loose.split(separator: "-")
            let telling = all.filter { !Self.company.contains(String($0)) }
            self.text = text
            self.beginning = loose.prefix(ImportLimits.namesakeBytes)
            self.words = telling.isEmpty ? all : telling
            self.letters = words.joined()
        }

        func isNear(_ other: Name) -> Bool {
            guard !words.isEmpty, !other.words.isEmpty else {
                return text.lowercased() == other.text.lowercased()
            }
            return beginning == other.beginning || words.starts(with: other.words)
                || other.words.starts(with: words) || isSlip(of: other)
        }

        /// One letter in six or more, two in twelve or more.
        private func isSlip(of other: Name) -> Bool {
            let counts = (letters.utf8.count, other.letters.utf8.count)
            let allowed = min(counts.0, counts.1) >= 12 ? 2 : 1
            guard min(counts.0, counts.1) >= 6, abs(counts.0 - counts.1) <= allowed else {
                return false
            }
            return Spelling.distance(letters, other.letters) <= allowed
        }

        private static let company: Set = [
            "INC", "INCORPORATED", "LLC", "LTD", "CO", "COMPANY", "CORP", "CORPORATION", "PLAN",
            "PLANS", "INSURANCE", "INS", "OF", "THE", "GROUP",
        ]
    }
}
