package import Merge
package import Store

/// An open conflict with what is needed to settle it.
package struct ConflictCase: Equatable, Sendable {
    /// Derived from record, attribute, key and kind: the same on every replica.
    package let id: RecordID
    package let open: OpenConflict
    /// Latest first.
    package let candidates: [Entry]

    package init(_ open: OpenConflict, candidates: [Entry]) {
        let name = Array((open.attribute + "\0" + open.kind + "\0").utf8) + open.key
        self.id = RecordID.v5(namespace: open.record, name: name)
        self.open = open
        self.candidates = candidates
    }

    /// How a person settles it.
    package enum Choice: Equatable, Sendable {
        /// The candidate of that number, from 1.
        case keep(Int)
        /// A new value, as `FIELD=VALUE` assignments.
        case assign([String])
    }
}
