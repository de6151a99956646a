internal import Fees
internal import Merge
internal import Records
internal import Store
internal import Tables

/// Something that happened at a replica, as programs outside are told: ids and words of ours, never
/// a name, a number or an amount.
struct Announcement: Equatable, Sendable {
    /// What can be listened for.
    enum Kind: String, CaseIterable, Sendable {
        /// A conflict came up; `id` is the conflict's.
        case conflict
        /// A conflict is no more.
        case settled
        /// A doctor is to work on days on which a contract does not count them.
        case gap
        /// A version of a fee schedule arrived here.
        case release
        case proposal, custody, quarantine
        /// Any record is new here, shows something else, or left.
        case change
        /// Something happened and nobody knows what any more: whoever follows begins anew. It is
        /// told to all.
        case missed

        /// What somebody may ask for.
        static let asked = allCases.filter { $0 != .missed }
    }

    let kind: Kind
    /// Names of ids and days to their values, in their order.
    let facts: [Fact]

    /// One named id, day, number or word of ours.
    struct Fact: Equatable, Sendable {
        let name: String
        let value: String

        init(_ name: String, _ value: some CustomStringConvertible) {
            self.name = name
            self.value = value.description
        }
    }

    init(_ kind: Kind, _ facts: [Fact] = []) {
        self.kind = kind
        self.facts = facts
    }

    /// What a change of the records is to those who listen for these.
    static func all(of change: FeedChange, for kinds: Set<Kind>) -> [Announcement] {
        let facts = [
            Fact("id", change.subject), Fact("type", change.type),
            Fact("position", change.position),
        ]
        let found: [Kind] =
            switch change.kind {
            case .conflict: [.conflict]
            case .settled: [.settled]
            case .created: [arrival(of: change.type), .change].compactMap(\.self)
            case .changed, .gone: [.change]
            }
        return found.filter(kinds.contains).map { kind in
            let what = kind == .change ? [Fact("what", "\(change.kind)")] : []
            return Announcement(kind, what + facts)
        }
    }

    private static func arrival(of type: String) -> Kind? {
        switch type {
        case RecordType.feeScheduleVersion.name: .release
        case RecordType.proposal.name: .proposal
        case RecordType.custody.name: .custody
        case RecordType.quarantine.name: .quarantine
        default: nil
        }
    }

    var json: String {
        let members = [Fact("kind", kind.rawValue)] + facts
        return "{"
            + members.map { "\(CellText.quoted($0.name)):\(CellText.quoted($0.value))" }
            .joined(separator: ",") + "}"
    }
}

/// Announcements that are told together, and the name by which whoever hears them twice knows them.
struct AnnouncedBatch: Equatable, Sendable {
    /// The same when the same is told again.
    let delivery: String
    let announcements: [Announcement]

    var json: String {
        "{\"delivery\":\(CellText.quoted(delivery)),\"events\":["
            + announcements.map(\.json).joined(separator: ",") + "]}\n"
    }
}
