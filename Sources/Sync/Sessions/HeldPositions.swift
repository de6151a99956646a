import Merge

/// What the office has pushed in this exchange, by position: its store holds those bytes now.
///
/// Never by replica: a restored store, and a copy of one, have the same id and may lack what
/// another exchange has brought. Whatever ends the exchange ends this.
struct HeldPositions: Equatable, Sendable {
    /// Whether anything is kept at all: an older office completes no rows, and no file does.
    private let isKept: Bool
    private var positions: Set<UInt64> = []
    private var lowest: UInt64?

    /// Beyond so many the rest is sent whole.
    private static let countMax = 1 << 16

    init(isKept: Bool = false) {
        self.isKept = isKept
    }

    /// Change sets that were pushed and have their positions, new ones or known ones.
    mutating func note(_ answers: [HubMessage.Acknowledgement]) {
        guard isKept else { return }
        for answer in answers where positions.count < HeldPositions.countMax {
            positions.insert(answer.head.position)
            lowest = min(lowest ?? .max, answer.head.position)
        }
    }

    /// The office's base holds them: no row comes back to them.
    mutating func forget(through from: UInt64) {
        guard let lowest, lowest <= from else { return }
        positions = positions.filter { $0 > from }
        self.lowest = positions.min()
    }

    /// The entries after a position that the office lacks, and where those come from that it holds.
    func parted(_ entries: Entries, after from: UInt64) -> (sent: Entries, omitted: [Origin]) {
        guard !positions.isEmpty else {
            return (from == 0 ? entries : entries.taking { $0.position($1) > from }, [])
        }
        let omitted = entries.reading { reader in
            var omitted: [Origin] = []
            for place in 0..<reader.count {
                let position = reader.position(place)
                guard position > from, omitted.last?.position != position,
                    positions.contains(position),
                    !omitted.contains(where: { $0.position == position })
                else { continue }
                omitted.append(reader.origin(place))
            }
            return omitted
        }
        let sent = entries.taking { reader, place in
            reader.position(place) > from && !positions.contains(reader.position(place))
        }
        return (sent, omitted)
    }
}
