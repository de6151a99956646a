/// One column of our own format for a kind, as `import KIND --help` lists it.
package struct ImportColumn: Hashable, Sendable {
    package let name: String
    package let isRequired: Bool
    /// Whether a header without it is no header of the kind, though a row may leave it blank.
    package let isExpected: Bool
    /// What it means, in a few words.
    package let summary: String
    /// Other headers taken for it; case, spaces and punctuation never count.
    package let aliases: [String]

    static func required(_ name: String, _ summary: String, also aliases: String...) -> Self {
        Self(
            name: name, isRequired: true, isExpected: true, summary: summary, aliases: aliases)
    }

    /// Must stand in the header, and may be blank.
    static func column(_ name: String, _ summary: String, also aliases: String...) -> Self {
        Self(
            name: name, isRequired: false, isExpected: true, summary: summary, aliases: aliases)
    }

    static func optional(_ name: String, _ summary: String, also aliases: String...) -> Self {
        Self(
            name: name, isRequired: false, isExpected: false, summary: summary, aliases: aliases)
    }
}
