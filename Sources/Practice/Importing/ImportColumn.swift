internal import Merge
internal import Tables

/// One column of our own format for a kind, as `import KIND --columns` lists it.
package struct ImportColumn: Hashable, Sendable {
    package let name: String
    let need: Need
    /// What it means, in a few words.
    package let summary: String
    /// Other headers taken for it; case, spaces and punctuation never count.
    package let aliases: [String]
    /// What its cells are read as.
    let kind: FieldKind
    /// What a year alone means in it, where that is a day at all.
    let year: YearDay?

    /// How far a file may do without it.
    enum Need: Hashable, Sendable {
        /// No row may leave it blank.
        case required
        /// A header without it is no header of the kind, though a row may leave it blank.
        case expected
        case optional
    }

    package var isRequired: Bool { need == .required }
    var isExpected: Bool { need != .optional }
}

extension ImportHeader {
    /// How many of the columns it names, and whether all required ones are among them.
    func knows(_ columns: [ImportColumn]) -> (count: Int, hasRequired: Bool) {
        let missing = columns.filter { positions(of: $0.name, also: $0.aliases).isEmpty }
        return (columns.count - missing.count, !missing.contains(where: \.isExpected))
    }
}
