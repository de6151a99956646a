/// Entries as they come, before they are in order.
package struct EntryDraft {
    package private(set) var names: NameOrder
    private var origins: [Origin] = []
    private var windows: [EntryWindow] = []
    private var bytes: [UInt8] = []
    /// The places of the origins, once they are too many to walk through.
    private var originPlaces: [Origin: UInt32] = [:]
    private static let walkedMax = 16

    package init(_ names: NameOrder) {
        self.names = names
    }

    /// Makes room for so many entries, with so many bytes of keys and values in all.
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
        let isWalked = origins.count <= EntryDraft.walkedMax
        let known =
            isWalked ? origins.firstIndex(of: origin).map { UInt32($0) } : originPlaces[origin]
        if let known { return known }
        origins.append(origin)
        guard origins.count > EntryDraft.walkedMax else { return UInt32(origins.count - 1) }
        let first = originPlaces.isEmpty ? 0 : origins.count - 1
        for place in first..<origins.count { originPlaces[origins[place]] = UInt32(place) }
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
