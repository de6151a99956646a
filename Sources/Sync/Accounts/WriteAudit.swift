package import Merge

// An audit walks a book from its first change set to its last. Most writes tell at once where they
// ended. An applied write whose entry is gone must have been replaced by one that saw it: such
// suspects are gathered, and when there are many, or the book ends, the book is walked again for
// the applied ops that name them. Whoever is named by nobody is missing. Nothing is held for the
// whole history, so memory is bounded by the number of suspects, whatever the history's length.
//
// The book may grow meanwhile. A suspect's entry was gone when its record was read; whatever ended
// it was in the history by then, and the second walk goes to the end as it is then.

/// Accounts for every write of a book: where each ended, and whether the sums add up.
package struct WriteAudit {
    /// What is to be accounted for.
    package struct Filter: Equatable, Sendable {
        package var holder: AccountHolder?
        /// Days by the writers' clocks, in UTC, both ends included.
        package var from: Day?
        package var to: Day?

        package init(holder: AccountHolder? = nil, from: Day? = nil, to: Day? = nil) {
            self.holder = holder
            self.from = from
            self.to = to
        }

        func takes(_ day: Day) -> Bool {
            (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
        }
    }

    /// One write and its fate: names and numbers, no value.
    package struct Line: Equatable, Sendable {
        package let holder: AccountHolder
        package let changeSet: ChangeSetID
        package let position: UInt64?
        /// The op's number; `nil` for a whole change set that is gone or cannot be read.
        package let index: UInt32?
        package let at: Timestamp
        package let replica: ReplicaID?
        package let actor: RecordID?
        package let type: String
        package let record: RecordID?
        package let attribute: String
        package let fate: Fate

        package init(
            holder: AccountHolder, changeSet: ChangeSetID, position: UInt64?, index: UInt32?,
            at: Timestamp, replica: ReplicaID?, actor: RecordID?, type: String,
            record: RecordID?, attribute: String, fate: Fate
        ) {
            self.holder = holder
            self.changeSet = changeSet
            self.position = position
            self.index = index
            self.at = at
            self.replica = replica
            self.actor = actor
            self.type = type
            self.record = record
            self.attribute = attribute
            self.fate = fate
        }
    }

    private struct Suspect {
        let line: Line
        let op: Op
        var successor: EntryID?
    }

    private let judge: FateJudge
    private let filter: Filter
    private let suspectsMax: Int
    private var suspects: [EntryID: Suspect] = [:]
    /// Suspects of a release by the names of the entries that they stand for.
    private var aliases: [EntryID: EntryID] = [:]
    package private(set) var accounts: [AccountHolder: Account] = [:]

    /// - Parameter suspectsMax: how many writes are looked for in one walk.
    package init(schema: Schema, filter: Filter = Filter(), suspectsMax: Int = 100_000) {
        self.judge = FateJudge(schema: schema)
        self.filter = filter
        self.suspectsMax = max(1, suspectsMax)
    }

    /// Every account together.
    package var total: Account {
        accounts.values.reduce(into: Account()) { $0.add($1) }
    }

    /// Walks the book from its first write on, and says where each ended.
    ///
    /// - Parameter tell: called once per write, as its fate is known.
    package mutating func run(
        _ book: some AccountBook, tell: (Line) throws -> Void = { _ in }
    ) throws {
        var last: AccountedChangeSet?
        while true {
            let page = try book.page(after: last?.ordinal ?? 0)
            guard !page.isEmpty else { break }
            for changeSet in page {
                try checkGap(before: changeSet, after: last, book, tell)
                try account(changeSet, book, tell)
                last = changeSet
                if suspects.count >= suspectsMax { try resolve(book, tell) }
            }
        }
        try resolve(book, tell)
    }

    // MARK: Gaps

    /// The hub numbers without gaps; a replica's change sets each name the one before.
    private mutating func checkGap(
        before next: AccountedChangeSet, after last: AccountedChangeSet?, _ book: some AccountBook,
        _ tell: (Line) throws -> Void
    ) throws {
        if book.isWhole {
            var lost = (last?.ordinal ?? 0) + 1
            while lost < next.ordinal {
                try missing(ChangeSetID(bits: 0), UInt64(lost), next.effectiveAt, tell)
                lost += 1
            }
            return
        }
        guard let last, let parent = next.content?.parent, parent != last.id else { return }
        try missing(parent, nil, next.effectiveAt, tell)
    }

    /// A change set that was there and is gone; nobody knows what it held.
    private mutating func missing(
        _ id: ChangeSetID, _ position: UInt64?, _ time: Timestamp, _ tell: (Line) throws -> Void
    ) throws {
        let line = Line(
            holder: .unknown, changeSet: id, position: position, index: nil, at: time,
            replica: nil, actor: nil, type: "", record: nil, attribute: "", fate: .missing)
        accounts[.unknown, default: Account()].meet()
        try settle(line, tell)
    }

    // MARK: One change set

    private mutating func account(
        _ changeSet: AccountedChangeSet, _ book: some AccountBook, _ tell: (Line) throws -> Void
    ) throws {
        guard filter.takes(changeSet.day) else { return }
        guard let content = changeSet.content else {
            return try accountUnread(changeSet, book, tell)
        }
        let replica = changeSet.replica ?? content.replica
        let holder = try book.holder(of: replica)
        guard filter.holder == nil || filter.holder == holder else { return }
        accounts[holder, default: Account()].meet(content.ops.count)
        let records = Set(content.ops.map(\.record))
        let states = try book.states(of: records, withOverlay: changeSet.isOverlay)
        for (index, op) in content.ops.enumerated() {
            let id = EntryID(changeSet: changeSet.id, index: UInt32(index))
            let fate = judge.fate(
                of: op, id, verdict: changeSet.verdict(at: index), standing: states[op.record])
            let line = Line(
                holder: holder, changeSet: changeSet.id, position: changeSet.position,
                index: id.index, at: content.claimedAt, replica: replica,
                actor: content.actor, type: op.type, record: op.record, attribute: op.attribute,
                fate: fate ?? .missing)
            if fate == nil {
                // A copy of the key, and no value: a slice would hold the whole change set.
                let target = Op(
                    record: op.record, type: op.type, attribute: op.attribute,
                    key: Array(op.key)[...], value: nil)
                suspects[id] = Suspect(line: line, op: target)
                let kept = op.replaces.first { $0.changeSet == content.released }
                if let kept { aliases[kept] = id }
            } else {
                try settle(line, tell)
            }
        }
    }

    /// Bytes that nobody can read here: no change set at all, or sealed as their records left.
    private mutating func accountUnread(
        _ changeSet: AccountedChangeSet, _ book: some AccountBook, _ tell: (Line) throws -> Void
    ) throws {
        let holder = try changeSet.replica.map { try book.holder(of: $0) } ?? .unknown
        guard filter.holder == nil || filter.holder == holder else { return }
        // Sealed, and on its way to a hub that was restored: how many writes it holds, only the hub
        // can tell; it counts as one.
        let verdicts = changeSet.verdicts.isEmpty ? [nil] : changeSet.verdicts.map { $0 }
        for (index, verdict) in verdicts.enumerated() {
            let fate: Fate
            switch verdict {
            case nil: fate = .pending
            case .applied: fate = book.isWhole ? .missing : .redacted
            case .proposed: fate = .proposed
            case .custody: fate = .custody
            case let verdict?: fate = .quarantined(verdict)
            }
            accounts[holder, default: Account()].meet()
            try settle(
                Line(
                    holder: holder, changeSet: changeSet.id, position: changeSet.position,
                    index: UInt32(index), at: changeSet.effectiveAt, replica: changeSet.replica,
                    actor: nil,
                    type: "", record: nil, attribute: "", fate: fate), tell)
        }
    }

    // MARK: Suspects

    private mutating func resolve(
        _ book: some AccountBook, _ tell: (Line) throws -> Void
    ) throws {
        guard !suspects.isEmpty else { return }
        try findSuccessors(book)
        for (_, suspect) in suspects.sorted(by: { $0.key < $1.key }) {
            var fate = Fate.missing
            if let successor = suspect.successor {
                fate = .superseded(by: successor)
            } else if !book.isWhole {
                // Others' writes are not held here; what is gone with its record left the scope.
                let record = suspect.op.record
                let isHere = try book.states(of: [record], withOverlay: false)[record] != nil
                fate = isHere ? .superseded(by: nil) : .redacted
            }
            try settle(suspect.line.with(fate), tell)
        }
        suspects = [:]
        aliases = [:]
    }

    private mutating func findSuccessors(_ book: some AccountBook) throws {
        var last: Int64 = 0
        while true {
            let page = try book.page(after: last)
            guard let end = page.last else { return }
            last = end.ordinal
            for changeSet in page {
                for (index, op) in (changeSet.content?.ops ?? []).enumerated() {
                    let verdict = changeSet.verdict(at: index)
                    // At a replica its own write counts on its own data at once.
                    guard verdict == .applied || (verdict == nil && changeSet.isOverlay) else {
                        continue
                    }
                    let id = EntryID(changeSet: changeSet.id, index: UInt32(index))
                    for replaced in op.replaces {
                        let name = aliases[replaced] ?? replaced
                        guard name != id, let suspect = suspects[name], suspect.successor == nil,
                            suspect.op.hasSameTarget(as: op)
                        else { continue }
                        suspects[name]?.successor = id
                    }
                }
            }
        }
    }

    private mutating func settle(_ line: Line, _ tell: (Line) throws -> Void) throws {
        accounts[line.holder, default: Account()].settle(line.fate)
        try tell(line)
    }
}

extension WriteAudit.Line {
    func with(_ fate: Fate) -> WriteAudit.Line {
        WriteAudit.Line(
            holder: holder, changeSet: changeSet, position: position, index: index, at: at,
            replica: replica, actor: actor, type: type, record: record, attribute: attribute,
            fate: fate)
    }
}
