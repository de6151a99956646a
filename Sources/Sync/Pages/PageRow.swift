package import Merge

/// What changed about one record for one office.
package struct PageRow: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    package let content: Content
    /// Where a record that is `out` went; `nil` where the hub does not say.
    package let left: Departure?

    package init(
        record: RecordID, type: String, content: Content, left: Departure? = nil
    ) {
        self.record = record
        self.type = type
        self.content = content
        self.left = left
    }

    /// What becomes of the record at the office.
    package enum Content: Equatable, Sendable {
        /// The record left the office's scope: purge it.
        case out
        /// The ids of all live entries, and those entries the office lacks.
        case current(Manifest, Entries)
    }

    /// The record's new base: what is named is kept, what is new is added, the rest is dropped.
    ///
    /// - Returns: `nil` when the record left the scope.
    /// - Throws: `SyncError.missingEntry` when the manifest names an entry nobody sent.
    package func merged(into base: RecordState?) throws(SyncError) -> RecordState? {
        guard case .current(let manifest, let new) = content else { return nil }
        // What came whole needs no base: a damaged one may hold entries of another history that
        // stand where the manifest's do.
        if new.count == manifest.count { return RecordState(sorting: new) }
        guard let base, !base.entries.isEmpty else { throw .missingEntry(record: record) }
        let arrived = new.isEmpty ? [] : Set(new.indices.map { new.id($0) })
        let merged = base.merged(with: new) { reader, place in
            manifest.contains(position: reader.position(place), index: reader.index(place))
                && !arrived.contains(reader.id(place))
        }
        guard merged.entries.count == manifest.count else {
            throw .missingEntry(record: record)
        }
        return merged
    }
}
