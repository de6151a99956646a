/// So many of a thing, in words: `1 record`, `2 records`.
package struct Counted: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// - Parameter many: what several are called; the word with an `s` unless said.
    package init(_ count: some BinaryInteger, _ one: String, _ many: String? = nil) {
        self.description = "\(count) " + (count == 1 ? one : many ?? one + "s")
    }
}
