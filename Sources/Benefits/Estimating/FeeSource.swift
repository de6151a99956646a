package import Merge

/// Where a fee stands: words for a person, and the version of the fee schedule where it is one.
package struct FeeSource: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package let version: RecordID?
    /// What a person ought to know of how it was chosen.
    package let caution: String?

    package init(_ description: String, version: RecordID? = nil, caution: String? = nil) {
        self.description = description
        self.version = version
        self.caution = caution
    }
}
