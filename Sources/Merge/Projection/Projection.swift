/// What people see of a record: one cell per column, and what only a person can decide.
package struct Projection: Equatable, Sendable {
    /// Aligned with `RecordType.columns`.
    package let cells: [Cell]
    package let conflicts: [FieldConflict]

    package init(cells: [Cell], conflicts: [FieldConflict]) {
        self.cells = cells
        self.conflicts = conflicts
    }

    /// What a column of the readable row shows.
    package enum Cell: Equatable, Sendable {
        case scalar(Scalar)
        /// A blocking conflict stands: the answer is "unknown", not the latest guess.
        case unknown
        /// A set's elements, in byte order.
        case elements([Value])
        /// A map's keys and shown values, in byte order of the keys.
        case pairs([Pair])
        /// A log's entries in the order of their effective times.
        case steps([Step])
    }

    /// A map's key with what stands there.
    package struct Pair: Equatable, Sendable {
        package let key: Value
        package let value: Value?
    }

    /// One entry of a log.
    package struct Step: Equatable, Sendable {
        package let entry: EntryID
        package let at: Timestamp
        /// Who wrote it, as their replica says; `nil` where nobody said.
        package let actor: RecordID?
        package let value: Value
    }
}
