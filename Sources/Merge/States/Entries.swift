/// The live entries of one record, in their order.
///
/// All their keys and values lie in one run of bytes. An `Entry` is made when one is asked for;
/// whoever goes through many reads them where they lie, with `reading`.
package struct Entries: RandomAccessCollection, Equatable, Sendable, ExpressibleByArrayLiteral {
    /// The names by which the entries' attributes are numbered.
    package let names: NameOrder
    /// Each once, in the order of their first entries.
    let origins: [Origin]
    let windows: [EntryWindow]
    let bytes: [UInt8]

    init(names: NameOrder, origins: [Origin], windows: [EntryWindow], bytes: [UInt8]) {
        self.names = names
        self.origins = origins
        self.windows = windows
        self.bytes = bytes
    }

    static let none = Entries(names: .none, origins: [], windows: [], bytes: [])

    package init(arrayLiteral elements: Entry...) {
        self.init(elements)
    }

    /// Puts entries in order.
    package init(_ entries: some Sequence<Entry>) {
        let entries = Array(entries)
        guard !entries.isEmpty else {
            self = .none
            return
        }
        var draft = EntryDraft(NameOrder(entries.map(\.attribute)))
        for entry in entries {
            assert(entry.id.changeSet == entry.origin.changeSet, "an entry of two change sets")
            draft.add(
                rank: draft.names.rank(of: entry.attribute) ?? 0, key: entry.key,
                value: entry.value, index: entry.id.index, origin: entry.origin)
        }
        self = draft.sorted
    }

    /// What ops of one record write, whatever of it others have replaced since.
    ///
    /// - Parameters:
    ///   - first: the index of the first of them in the change set; they stand in a row there.
    ///   - shape: how the records before stood.
    package init(of ops: ArraySlice<Op>, first: Int, origin: Origin, like shape: FoldShape) {
        self = ops.withUnsafeBufferPointer { ops in
            let fit = shape.fit(ops)
            var draft = EntryDraft(fit.names)
            draft.reserve(
                ops.count, ops.reduce(0) { $0 + $1.key.count + ($1.value?.count ?? 0) })
            for place in fit.order {
                guard let value = ops[place].value else { continue }
                draft.add(
                    rank: fit.ranks[place], key: ops[place].key, value: value,
                    index: UInt32(first + place), origin: origin)
            }
            return draft.asTheyCame
        }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { windows.count }

    package subscript(place: Int) -> Entry {
        let window = windows[place]
        let middle = Int(window.start) + Int(window.keyCount)
        let origin = origins[Int(window.origin)]
        return Entry(
            id: EntryID(changeSet: origin.changeSet, index: window.index),
            attribute: names.names[Int(window.name)], key: bytes[Int(window.start)..<middle],
            value: bytes[middle..<middle + Int(window.valueCount)], origin: origin)
    }

    /// The id of one entry, which need not be made for that.
    package func id(_ place: Int) -> EntryID {
        let window = windows[place]
        return EntryID(
            changeSet: origins[Int(window.origin)].changeSet, index: window.index)
    }

    func rank(_ place: Int) -> Int { Int(windows[place].name) }

    /// Lends the entries to whoever reads them where they lie.
    package func reading<Answer>(_ body: (EntryReader) throws -> Answer) rethrows -> Answer {
        try windows.withUnsafeBufferPointer { windows in
            try origins.withUnsafeBufferPointer { origins in
                try bytes.withUnsafeBytes { try body(EntryReader(windows, origins, $0)) }
            }
        }
    }

    /// Those that `isWanted` holds for.
    package func taking(_ isWanted: (EntryReader, Int) -> Bool) -> Entries {
        let isLeft = reading { reader in (0..<reader.count).map { !isWanted(reader, $0) } }
        return EntrySplice(base: .none, new: self, isLeft: isLeft).merged
    }

    /// The highest position of any; 0 where there is none.
    package var lastPosition: UInt64 {
        reading { reader in
            (0..<reader.count).reduce(0) { Swift.max($0, reader.position($1)) }
        }
    }

    package static func == (left: Entries, right: Entries) -> Bool {
        left.count == right.count && left.elementsEqual(right)
    }

    /// Whether each stands behind the one before it.
    var isOrdered: Bool {
        reading { reader in
            (1..<Swift.max(1, reader.count)).allSatisfy {
                reader.precedes(
                    $0 - 1, rank: reader.rank($0), key: reader.key($0), id: reader.id($0))
            }
        }
    }

    /// The entries of one attribute, ordered by key and entry id.
    func places(of attribute: String) -> Range<Int> {
        guard let rank = names.rank(of: attribute) else { return 0..<0 }
        return places(from: rank, to: rank + 1)
    }

    /// The entries of the attributes with these ranks.
    package func places(from rank: Int, to end: Int) -> Range<Int> {
        reading { reader in
            let none = UnsafeRawBufferPointer(start: nil, count: 0)
            let first = reader.firstPlace(rank: rank, key: none)
            var last = first
            while last < reader.count, reader.rank(last) < end {
                // A few stand together; many are not walked through.
                if last - first == 8 {
                    last = reader.firstPlace(rank: end, key: none)
                    break
                }
                last += 1
            }
            return first..<last
        }
    }

    func places(of attribute: String, key: Bytes) -> Range<Int> {
        guard let rank = names.rank(of: attribute) else { return 0..<0 }
        return reading { reader in
            key.withUnsafeBytes { key in
                let first = reader.firstPlace(rank: rank, key: key)
                var last = first
                while last < reader.count, reader.isAt(last, rank: rank, key: key) { last += 1 }
                return first..<last
            }
        }
    }

    /// Where an entry stands; it is looked for at this attribute and key only.
    func place(of id: EntryID, at attribute: String, key: Bytes) -> Int? {
        guard let rank = names.rank(of: attribute) else { return nil }
        return reading { reader in
            key.withUnsafeBytes { key in
                let place = reader.firstPlace(rank: rank, key: key, id: id)
                let isHere =
                    place < reader.count && reader.id(place) == id
                    && reader.isAt(place, rank: rank, key: key)
                return isHere ? place : nil
            }
        }
    }

    /// What is bytes, names and numbers of each entry, with what a bound counts beside them.
    var byteCount: Int {
        windows.reduce(0) { sum, window in
            sum + MergeLimits.entryBytes + names.names[Int(window.name)].utf8.count + window.count
        }
    }
}
