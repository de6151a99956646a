package import Merge

/// The documents a record rests on or is about.
package struct DocumentRows<Owner: RecordKind>: RowsToken {
    package let document = TypedField<Owner, RecordID>(
        "document", .reference("document"), required: true)
    package let attribute: Attribute

    package init(_ name: String = "documents") {
        self.attribute = .set(name, [document.declared])
    }
}
