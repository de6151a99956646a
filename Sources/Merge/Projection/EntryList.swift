/// The entries a lifecycle value names as seen, packed: 16 bytes and a varint each.
package enum EntryList {
    package static func encode(_ entries: some Sequence<EntryID>) -> Bytes {
        var writer = FieldWriter()
        for entry in entries.sorted() {
            writer.raw(entry.changeSet.bytes)
            writer.varint(UInt64(entry.index))
        }
        return writer.bytes[...]
    }

    /// Reads as far as the bytes make sense: what is not read counts as unseen, which is a
    /// conflict.
    package static func decode(_ bytes: Bytes) -> Set<EntryID> {
        var reader = FieldReader(bytes, reading: .value)
        var entries: Set<EntryID> = []
        do {
            while !reader.isAtEnd {
                let changeSet: ChangeSetID = try reader.identifier()
                let index = try reader.index(below: MergeLimits.opsMax)
                entries.insert(EntryID(changeSet: changeSet, index: UInt32(index)))
            }
        } catch { return entries }
        return entries
    }
}
