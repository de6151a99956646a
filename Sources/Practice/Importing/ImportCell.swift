/// A field's text and the column it came from, so that a problem names what its reader can find.
struct ImportCell: Hashable, Sendable {
    let text: String
    let column: String
}
