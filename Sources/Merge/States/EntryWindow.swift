/// Where one entry of a record lies in the bytes that all of them share: plain numbers, so that a
/// record is copied, merged and packed without an object for each of its fields.
struct EntryWindow {
    /// Place of the attribute's name in the state's `NameOrder`.
    var name: UInt32
    /// Place of the origin in the state's list.
    var origin: UInt32
    /// The op's index in its change set.
    var index: UInt32
    /// Offset of the key's first byte; the value's bytes follow the key's.
    var start: UInt32
    var keyCount: UInt32
    var valueCount: UInt32

    var count: Int { Int(keyCount) + Int(valueCount) }
}

/// Reads a record's entries where they lie; only while the record's bytes are lent.
package struct EntryReader {
    private let windows: UnsafeBufferPointer<EntryWindow>
    private let origins: UnsafeBufferPointer<Origin>
    private let bytes: UnsafeRawBufferPointer

    init(
        _ windows: UnsafeBufferPointer<EntryWindow>, _ origins: UnsafeBufferPointer<Origin>,
        _ bytes: UnsafeRawBufferPointer
    ) {
        self.windows = windows
        self.origins = origins
        self.bytes = bytes
    }

    package var count: Int { windows.count }

    func window(_ place: Int) -> EntryWindow { windows[place] }

    /// The attribute's place in the state's `NameOrder`.
    package func rank(_ place: Int) -> Int { Int(windows[place].name) }

    /// The op's index in its change set.
    package func index(_ place: Int) -> UInt32 { windows[place].index }

    /// The origin's place in the state's list: equal for entries of one change set.
    package func originPlace(_ place: Int) -> Int { Int(windows[place].origin) }

    /// Where an entry came from: change set, position and effective time.
    package func origin(_ place: Int) -> Origin { origins[Int(windows[place].origin)] }

    /// The change set that wrote an entry.
    package func changeSet(_ place: Int) -> ChangeSetID {
        origins[Int(windows[place].origin)].changeSet
    }

    /// The hub's position of that change set; 0 where the hub has not given one.
    package func position(_ place: Int) -> UInt64 {
        origins[Int(windows[place].origin)].position
    }

    package func effectiveAt(_ place: Int) -> Timestamp {
        origins[Int(windows[place].origin)].effectiveAt
    }

    /// The key of an entry as it lies in memory; empty for a register.
    package func key(_ place: Int) -> UnsafeRawBufferPointer {
        let window = windows[place]
        return run(Int(window.start), Int(window.keyCount))
    }

    /// The value of an entry as it lies in memory.
    package func value(_ place: Int) -> UnsafeRawBufferPointer {
        let window = windows[place]
        return run(Int(window.start) + Int(window.keyCount), Int(window.valueCount))
    }

    /// Key and value end to end.
    func both(_ place: Int) -> UnsafeRawBufferPointer {
        run(Int(windows[place].start), windows[place].count)
    }

    private func run(_ start: Int, _ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
    }

    /// The entry's name: its change set, and which of that one's ops wrote it.
    package func id(_ place: Int) -> EntryID {
        EntryID(changeSet: changeSet(place), index: windows[place].index)
    }

    /// The order of a record's entries: attribute, key, then entry id.
    func precedes(_ place: Int, rank: Int, key: UnsafeRawBufferPointer, id: EntryID) -> Bool {
        precedes(place, as: self.rank(place), rank: rank, key: key, id: id)
    }

    /// The same of an entry whose attribute has another rank where both are compared.
    func precedes(
        _ place: Int, as mine: Int, rank: Int, key: UnsafeRawBufferPointer, id: EntryID
    ) -> Bool {
        guard mine == rank else { return mine < rank }
        let order = self.key(place).order(to: key)
        return order == 0 ? self.id(place) < id : order < 0
    }

    /// Where the entries begin that do not stand before that attribute, key and id.
    func firstPlace(
        rank: Int, key: UnsafeRawBufferPointer,
        id: EntryID = EntryID(changeSet: ChangeSetID(bits: 0), index: 0)
    ) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if precedes(middle, rank: rank, key: key, id: id) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Whether the entries from there on stand at that attribute and key.
    func isAt(_ place: Int, rank: Int, key: UnsafeRawBufferPointer) -> Bool {
        self.rank(place) == rank && self.key(place).order(to: key) == 0
    }
}

extension UnsafeRawBufferPointer {
    /// Below zero where these bytes come first, above it where they come last.
    package func order(to other: UnsafeRawBufferPointer) -> Int {
        var place = 0
        let shorter = Swift.min(count, other.count)
        while place < shorter {
            if self[place] != other[place] { return Int(self[place]) - Int(other[place]) }
            place += 1
        }
        return count - other.count
    }
}
