internal import Merge
internal import Records

// What the last import of a source said of a record is the merge base of the next. It travels with
// the record, as digests, so that two machines of one office agree on it without keeping the file:
//
//     said  (source, attribute, key, field) -> what the cell said
//     left  (attribute, key)                -> the unit as the last import left it
//     told  (source, attribute, key, field) -> what the cell said when a line said what stays
//
// A cell that says what it said before is not written again: what a person made of it stays. A unit
// that stands as an import left it is nobody's correction, and a changed cell may replace it.

/// What the imports so far said of one record.
struct ImportBase: Equatable {
    private var digests: [UInt64: UInt64] = [:]

    /// Imports that did not see each other are laid over each other, the later one on top.
    init(of state: RecordState?) {
        let entries = state?.entries(of: AnyRecord.imported.name) ?? []
        let ordered = entries.sorted {
            ($0.origin.effectiveAt, $0.id) < ($1.origin.effectiveAt, $1.id)
        }
        for entry in ordered { lay(entry.decoded) }
    }

    /// What the imports said of a record and, before that, of the one it stands for.
    init(of state: RecordState?, after former: RecordState?) {
        self.init(of: former)
        digests.merge(ImportBase(of: state).digests) { $1 }
    }

    /// - Parameter encoded: a value of the attribute `imported`; `nil` says nothing.
    init(encoded: Bytes?) {
        if let encoded { lay(Entry.decoded(encoded)) }
    }

    private mutating func lay(_ value: Value) {
        guard let bytes = value[0].blob else { return }
        digests.merge(Self.unpacked(bytes)) { $1 }
    }

    /// A digest and what it is of.
    struct Mark: Hashable {
        let name: UInt64
        let digest: UInt64

        init(_ name: [String], _ bytes: Bytes) {
            self.name = ContentDigest.short(of: Self.bytes(name))
            self.digest = ContentDigest.short(of: bytes)
        }

        init(_ name: [String], _ text: String) {
            self.init(name, Array(text.utf8)[...])
        }

        /// Each part by its length, so that no two lists give the same bytes.
        private static func bytes(_ parts: [String]) -> Bytes {
            var bytes: [UInt8] = []
            for part in parts {
                bytes += Array("\(part.utf8.count):".utf8)
                bytes += Array(part.utf8)
            }
            return bytes[...]
        }
    }

    /// Whether an import said anything of what the mark names.
    func knows(_ mark: Mark) -> Bool {
        digests[mark.name] != nil
    }

    func holds(_ mark: Mark) -> Bool {
        digests[mark.name] == mark.digest
    }

    mutating func note(_ mark: Mark) {
        digests[mark.name] = mark.digest
    }

    /// Takes back what one import said, as far as no later one said otherwise.
    mutating func takeBack(_ said: ImportBase, leaving former: ImportBase) {
        for (name, digest) in said.digests where digests[name] == digest {
            digests[name] = former.digests[name]
        }
    }

    /// The value of the attribute `imported`.
    var value: Value {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16 * digests.count)
        for (name, digest) in digests.sorted(by: { $0.key < $1.key }) {
            for number in [name, digest] {
                withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
            }
        }
        return Value([.blob(bytes[...])])
    }

    /// Bytes that no version of ours wrote say nothing.
    private static func unpacked(_ bytes: Bytes) -> [UInt64: UInt64] {
        guard bytes.count.isMultiple(of: 16) else { return [:] }
        var digests: [UInt64: UInt64] = [:]
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 16) {
            let numbers = [start, start + 8].map { first in
                bytes[first..<first + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            }
            digests[numbers[0]] = numbers[1]
        }
        return digests
    }
}
