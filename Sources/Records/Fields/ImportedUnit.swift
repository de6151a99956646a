package import Merge

/// What imports last said of the record: digests as `ImportBase` packs them, for no eyes.
package struct ImportedUnit<Owner: RecordKind>: UnitToken {
    package let digests = TypedField<Owner, Bytes>("importedDigests", .blob)
    package let attribute: Attribute

    package init() {
        self.attribute = .unit("imported", .latest, [digests.declared])
    }
}
