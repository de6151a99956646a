extension RecordState {
    /// What the record counts against `MergeLimits.recordBytesMax`.
    ///
    /// Never less than what it takes whole in a page, in a store or in a digest: names that an
    /// encoding spells once are counted at each entry.
    package var byteCount: Int {
        entries.byteCount + awaited.reduce(0) { $0 + $1.byteCount }
    }

    /// Whether it is within its bound, and so fits a message.
    package var isWithinBound: Bool { byteCount <= MergeLimits.recordBytesMax }
}

extension Entry {
    /// What the entry counts against its record's bound.
    package var byteCount: Int {
        Entry.byteCount(attribute: attribute, key: key, value: value)
    }

    /// What an entry counts against its record's bound, in bytes.
    package static func byteCount(attribute: String, key: Bytes, value: Bytes?) -> Int {
        MergeLimits.entryBytes + attribute.utf8.count + key.count + (value?.count ?? 0)
    }
}

extension AwaitedEntry {
    /// What a name that has not arrived counts against its record's bound.
    var byteCount: Int {
        Entry.byteCount(attribute: attribute, key: key, value: nil)
    }
}
