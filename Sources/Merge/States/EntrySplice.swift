/// Two runs of entries made one: those of a base that are kept, and new ones.
struct EntrySplice {
    private let base: Entries
    private let isDropped: [Bool]
    private let new: Entries
    /// The places of the new entries that are taken, in their order.
    private let order: [Int]
    private let names: NameOrder

    /// - Parameters:
    ///   - isDropped: of each of the base's entries; empty where all are kept.
    ///   - isLeft: of each new entry, whether it is left out; empty where all are taken.
    init(base: Entries, isDropped: [Bool] = [], new: Entries, isLeft: [Bool] = []) {
        self.base = base
        self.isDropped = isDropped
        self.new = new
        let taken = new.indices.filter { isLeft.isEmpty || !isLeft[$0] }
        self.order =
            new.isOrdered
            ? taken
            : new.reading { reader in
                taken.sorted {
                    reader.precedes(
                        $0, rank: reader.rank($1), key: reader.key($1), id: reader.id($1))
                }
            }
        self.names =
            base.isEmpty || base.names === new.names
            ? new.names
            : base.names.including(Set(taken.map { new.names.names[new.rank($0)] }))
    }

    var merged: Entries {
        let baseRanks = base.isEmpty || names === base.names ? [] : base.names.ranks(in: names)
        let newRanks = order.map { place in
            names === new.names
                ? new.rank(place) : names.rank(of: new.names.names[new.rank(place)]) ?? 0
        }
        var output = Output(base, new)
        base.reading { old in
            new.reading { fresh in
                var next = 0
                for place in 0..<old.count where isDropped.isEmpty || !isDropped[place] {
                    let rank = baseRanks.isEmpty ? old.rank(place) : Int(baseRanks[old.rank(place)])
                    while next < order.count,
                        fresh.precedes(
                            order[next], as: newRanks[next], rank: rank, key: old.key(place),
                            id: old.id(place))
                    {
                        output.add(fresh, order[next], newRanks[next], base.origins.count)
                        next += 1
                    }
                    output.add(old, place, rank, 0)
                }
                while next < order.count {
                    output.add(fresh, order[next], newRanks[next], base.origins.count)
                    next += 1
                }
            }
        }
        return output.entries(names)
    }

    /// What is written one by one: windows and bytes, and each origin as its first entry comes.
    private struct Output {
        private var windows: [EntryWindow] = []
        private var bytes: [UInt8] = []
        private var origins: [Origin] = []
        /// The new place of each old one, the base's before the others.
        private var places: [UInt32]
        /// Which of the base's origins another one is: both may come of one change set.
        private let sames: [Int: Int]

        init(_ base: Entries, _ new: Entries) {
            windows.reserveCapacity(base.count + new.count)
            bytes.reserveCapacity(base.bytes.count + new.bytes.count)
            origins.reserveCapacity(base.origins.count + new.origins.count)
            places = Array(repeating: .max, count: base.origins.count + new.origins.count)
            sames = Output.sames(base.origins, new.origins)
        }

        private static func sames(_ base: [Origin], _ new: [Origin]) -> [Int: Int] {
            guard !base.isEmpty, !new.isEmpty else { return [:] }
            var sames: [Int: Int] = [:]
            // Few against many is the rule; many against many must not cost their product.
            let known = new.count > 4 ? Dictionary(zip(base, 0...)) { first, _ in first } : nil
            for (place, origin) in new.enumerated() {
                let same = known.map { $0[origin] } ?? base.firstIndex(of: origin)
                if let same { sames[base.count + place] = same }
            }
            return sames
        }

        mutating func add(_ reader: EntryReader, _ place: Int, _ rank: Int, _ shift: Int) {
            var window = reader.window(place)
            var old = Int(window.origin) + shift
            if shift > 0, let same = sames[old] { old = same }
            if places[old] == .max {
                places[old] = UInt32(origins.count)
                origins.append(reader.origin(place))
            }
            window.name = UInt32(rank)
            window.origin = places[old]
            window.start = UInt32(bytes.count)
            windows.append(window)
            bytes.append(contentsOf: reader.both(place))
        }

        func entries(_ names: NameOrder) -> Entries {
            Entries(names: names, origins: origins, windows: windows, bytes: bytes)
        }
    }
}
