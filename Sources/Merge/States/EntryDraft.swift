/// Entries as they come, before they are in order.
package struct EntryDraft {
    package private(set) var names: NameOrder
    private var origins: [Origin] = []
    private var windows: [EntryWindow] = []
    private var bytes: [UInt8] = []

    package init(_ names: NameOrder) {
        self.names = names
    }

    package mutating func reserve(_ count: Int, _ byteCount: Int) {
        windows.reserveCapacity(count)
        bytes.reserveCapacity(byteCount)
    }

    /// Goes on with more names.
    mutating func rename(in wider: NameOrder) {
        let ranks = names.ranks(in: wider)
        for place in windows.indices { windows[place].name = ranks[Int(windows[place].name)] }
        names = wider
    }

    /// Whether the entry that came in that place stands at this attribute and key.
    func isAt(_ place: Int, rank: Int, key: Bytes) -> Bool {
        let window = windows[place]
        let (first, end) = (Int(window.start), Int(window.start) + Int(window.keyCount))
        return Int(window.name) == rank && bytes[first..<end] == key
    }

    /// - Parameter rank: the place of the attribute's name in `names`.
    package mutating func add(
        rank: Int, key: Bytes, value: Bytes, index: UInt32, origin: Origin
    ) {
        windows.append(
            EntryWindow(
                name: UInt32(rank), origin: place(of: origin), index: index,
                start: UInt32(bytes.count), keyCount: UInt32(key.count),
                valueCount: UInt32(value.count)))
        bytes.append(contentsOf: key)
        bytes.append(contentsOf: value)
    }

    private mutating func place(of origin: Origin) -> UInt32 {
        if let last = windows.last, origins[Int(last.origin)] == origin {
            return last.origin
        }
        if let known = origins.firstIndex(of: origin) {
            return UInt32(known)
        }
        origins.append(origin)
        return UInt32(origins.count - 1)
    }

    package var asTheyCame: Entries {
        Entries(names: names, origins: origins, windows: windows, bytes: bytes)
    }

    var sorted: Entries {
        let entries = asTheyCame
        return entries.isOrdered ? entries : EntrySplice(base: .none, new: entries).merged
    }
}
