package import Merge

/// What changed about one record for one office.
package struct PageRow: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    package let content: Content
    /// Where a record that is `out` went; `nil` where the hub does not say.
    package let left: Departure?
    /// Where the entries come from that the manifest names and nobody sends: the office has pushed
    /// these change sets in this very exchange, and so holds them.
    package let omitted: [Origin]

    package init(
        record: RecordID, type: String, content: Content, left: Departure? = nil,
        omitted: [Origin] = []
    ) {
        self.record = record
        self.type = type
        self.content = content
        self.left = left
        self.omitted = omitted
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
    /// - Parameter own: what one of the store's own change sets wrote to the record; `nil` where
    ///   the store does not hold it.
    /// - Returns: `nil` when the record left the scope.
    /// - Throws: `SyncError.missingEntry` when the manifest names an entry that nobody sent, and
    ///   that is none of the store's own.
    package func merged(
        into base: RecordState?, own: (Origin) throws -> Entries? = { _ in nil }
    ) throws -> RecordState? {
        guard case .current(let manifest, var new) = content else { return nil }
        for origin in omitted {
            guard let entries = try own(origin) else {
                throw SyncError.missingEntry(record: record)
            }
            new = PageRow.joined(new, entries, in: manifest)
        }
        // What came whole needs no base: a damaged one may hold entries of another history that
        // stand where the manifest's do.
        if new.count == manifest.count { return RecordState(sorting: new) }
        guard let base, !base.entries.isEmpty else {
            throw SyncError.missingEntry(record: record)
        }
        let arrived = new.isEmpty ? [] : Set(new.indices.map { new.id($0) })
        let merged = base.merged(with: new) { reader, place in
            manifest.contains(position: reader.position(place), index: reader.index(place))
                && !arrived.contains(reader.id(place))
        }
        guard merged.entries.count == manifest.count else {
            throw SyncError.missingEntry(record: record)
        }
        return merged
    }

    /// What was sent with those of a change set's own entries that the manifest names.
    private static func joined(
        _ sent: Entries, _ own: Entries, in manifest: Manifest
    ) -> Entries {
        let isNamed = { (reader: EntryReader, place: Int) in
            manifest.contains(position: reader.position(place), index: reader.index(place))
        }
        let areAllNamed = own.reading { reader in
            (0..<reader.count).allSatisfy { isNamed(reader, $0) }
        }
        let live = areAllNamed ? own : own.taking(isNamed)
        guard !sent.isEmpty else { return live }
        return RecordState(sorting: sent).merged(with: live) { _, _ in true }.entries
    }
}
