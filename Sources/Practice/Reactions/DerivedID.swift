package import Merge

/// Ids of what the hub derives: the same cause gives the same records, on every hub and replay.
package enum DerivedID {
    /// - Parameters:
    ///   - cause: the record that a record is derived from.
    ///   - parts: what tells it from the others of that cause.
    package static func of(_ cause: RecordID, _ parts: String...) -> RecordID {
        RecordID.v5(namespace: cause, name: parts.joined(separator: "\0").utf8)
    }
}
