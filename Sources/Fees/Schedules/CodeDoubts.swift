package import Merge
package import Records

// A price is only worth something while its code can be billed: wherever a price is shown, on the
// screen or on paper, what the customer's own code sets say against its code stands beside it.

/// What the releases in force on a day say against codes: each by a release that lists it, or that
/// is of its system and does not.
package struct CodeDoubts: Sendable {
    private let releases: [CodeRelease]
    private let day: Day

    package init(on day: Day, in lookup: some RecordLookup) {
        self.day = day
        self.releases = ["CDT", "CPT", "ICD-10-CM"].compactMap {
            CodeRelease.inForce($0, on: day, in: lookup)
        }
    }

    /// Whether any release says anything.
    package var isAble: Bool { !releases.isEmpty }

    /// Why a code cannot be billed on the day; `nil` where it can, or where nobody imported a
    /// release of its system.
    package subscript(code: String) -> String? {
        releases.lazy.compactMap { $0.doubt(on: code, on: day) }.first
    }

    /// The same for every code that has a price among the lines, each once, and of very many how
    /// many more there are.
    package func doubts(on lines: FeeLines) -> [String] {
        guard isAble else { return [] }
        let codes = lines.lines.filter { $0.price != .notListed }.map(\.key.code)
        let all = Set(codes).sorted().compactMap { self[$0] }
        guard all.count > Self.shownMax else { return all }
        let more = Counted(all.count - Self.shownMax, "more code", "more codes")
        return all.prefix(Self.shownMax)
            + ["\(more) that cannot be billed on \(day): `bridgework codes check` names them"]
    }

    static var shownMax: Int { 20 }
}
