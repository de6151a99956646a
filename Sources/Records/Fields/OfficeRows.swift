package import Merge

/// Offices: those a record belongs to, where its visibility is a set.
package struct OfficeRows<Owner: RecordKind>: RowsToken {
    package let office = TypedField<Owner, RecordID>(
        "office", .reference("office"), required: true)
    package let attribute: Attribute

    package init(writers: Writers? = nil) {
        self.attribute = .set("offices", writers: writers, [office.declared])
    }
}
