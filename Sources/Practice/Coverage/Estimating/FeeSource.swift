package import Merge

/// Where a fee stands: words for a person, and the version of the fee schedule where it is one.
package struct FeeSource: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package let version: RecordID?

    package init(_ description: String, version: RecordID? = nil) {
        self.description = description
        self.version = version
    }
}
