package import Merge

/// A row that a replica's store has and a hub's has none of; its settings, events and records are
/// rows as a hub tells them.
package enum OfficeRow: Equatable, Sendable {
    case changeSet(Own)
    case note(Note)
    /// A document's file, under its name in the store's folder.
    case document(name: String, bytes: Bytes)

    /// A change set that was written at the store, or brought into it.
    package struct Own: Equatable, Sendable {
        package let id: ChangeSetID
        /// The hub's answer; `nil` where it has not acknowledged it.
        package let answer: Answer?
        /// When it was claimed to be written; `nil` where only the hub can open it.
        package let claimedAt: Timestamp?
        package let standing: Standing
        /// Whether only the hub can open it.
        package let isSealed: Bool
        /// The records that it still lies on top of, ascending.
        package let shown: [RecordID]
        package let bytes: Bytes

        package init(
            id: ChangeSetID, answer: Answer?, claimedAt: Timestamp?, standing: Standing,
            isSealed: Bool, shown: [RecordID], bytes: Bytes
        ) {
            self.id = id
            self.answer = answer
            self.claimedAt = claimedAt
            self.standing = standing
            self.isSealed = isSealed
            self.shown = shown
            self.bytes = bytes
        }
    }

    /// Where the hub's history has a change set, and what it said of its ops.
    package struct Answer: Equatable, Sendable {
        package let head: Head
        /// As they are stored, a byte each.
        package let verdicts: Bytes

        package init(head: Head, verdicts: Bytes) {
            self.head = head
            self.verdicts = verdicts
        }
    }

    /// Whether a change set lies on top of the hub's state; the numbers stand in `backup.proto`.
    package enum Standing: UInt64, CaseIterable, Sendable {
        /// The cursor has passed it.
        case passed = 0
        case pending = 1
        /// The cursor has passed it, and the hub holds some of it back.
        case held = 2
    }

    /// What the store alone knows beside its records: one row of a list.
    package struct Note: Equatable, Sendable {
        package let kind: Kind
        package let cells: [Cell]

        package init(kind: Kind, cells: [Cell]) {
            self.kind = kind
            self.cells = cells
        }

        /// Which list; the numbers and what the cells mean stand in `backup.proto`.
        package enum Kind: UInt64, CaseIterable, Sendable {
            /// A record that has left the store.
            case departed = 1
            /// What stood before somebody settled a conflict.
            case settled = 2
            /// A change set of an import that can be taken back.
            case importPart = 3
            /// A place that such an import wrote.
            case importPlace = 4
        }

        /// One column of a copied row.
        package enum Cell: Equatable, Sendable {
            case blank
            case number(Int64)
            case text(String)
            case bytes(Bytes)
        }
    }
}
