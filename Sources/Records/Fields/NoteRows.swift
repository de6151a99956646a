package import Merge

/// What anyone who sees the record wants to remember; never a mutable block of text.
package struct NoteRows<Owner: RecordKind>: RowsToken {
    package let note = TypedField<Owner, String>("note", .text(max: 2_000), required: true)
    package let attribute: Attribute

    package init() {
        self.attribute = .log("notes", writers: .offices, [note.declared])
    }
}
