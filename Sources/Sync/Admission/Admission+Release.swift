package import Merge

// What the hub kept aside with its bytes comes in later, when the hub can read it or somebody asks
// again. The verdict that it got is under the chain and stays. So the hub writes a change set of
// its own at a new position, a *release*: its parent is the change set that was kept, its ops are
// those that were held back, in their order, and they are judged by what their author may do.
//
//     K   the office creates a patient             crashed: kept, unread
//     E   the office renames it, replacing K/0     applied; K/0 has not arrived: it is awaited
//     R   the hub releases K: R/0 names K/0        K/0 is awaited, so R/0 is dead on arrival
//     F   an edit that saw K/0 alone               ends R/0, which stands for K/0
//
// An op of a release names the entry that it stands for, so that everybody who reads the history
// finds one by the other. Logs and counters are only added to: nobody ends their entries by name.

extension Admission {
    /// Takes in what a change set of the history holds back; once, however often it is asked.
    ///
    /// - Returns: `nil` where nothing is held back, or it was released before, or cannot be read.
    @discardableResult
    package func release(
        _ id: ChangeSetID, ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement? {
        guard let answer = try ledger.answer(to: id), try ledger.release(of: id) == nil,
            let kept = try ledger.kept(id), let content = opened(kept.bytes)
        else { return nil }
        let held = answer.verdicts.held(of: content.ops.count)
        guard !held.isEmpty, let author = try author(of: kept, content, ledger) else { return nil }
        let ops = try held.map { index in
            let entry = EntryID(changeSet: id, index: UInt32(index))
            return standing(for: entry, try naming(content.ops[index], RecordState(), ledger))
        }
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: hub, actor: content.actor, role: .hub, reason: content.reason,
                claimedAt: content.claimedAt, parent: id,
                nonce: UInt64(truncatingIfNeeded: id.bits), ops: ops))
        guard opened(sealed.bytes) != nil else { return nil }
        let writer = content.role == .hub ? author.replica : content.replica
        let released = try admit(sealed, of: author, writer, ledger: &ledger)
        let cause = HubRules.Cause(
            changeSet: sealed, verdicts: released.verdicts, author: author)
        try react(to: cause, ledger: &ledger)
        try derive(
            closing(id, held, ledger), from: sealed.id, at: now, office: author.office, &ledger)
        return released
    }

    /// Releases what was kept because the hub did not know its type, where it knows one now.
    ///
    /// - Returns: whether it did.
    package func releaseKnown(
        _ id: ChangeSetID, ledger: inout some HubLedger
    ) throws -> Bool {
        guard let answer = try ledger.answer(to: id), let kept = try ledger.kept(id),
            let content = opened(kept.bytes)
        else { return false }
        let isKnown = zip(content.ops, answer.verdicts).contains { op, verdict in
            verdict == .unknownType && rules.schema[op.type] != nil
        }
        return try isKnown && release(id, ledger: &ledger) != nil
    }

    private func admit(
        _ sealed: SealedChangeSet, of author: Peer, _ writer: ReplicaID,
        ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement {
        let effectiveAt = min(sealed.content.claimedAt, now)
        let origin = Origin(
            changeSet: sealed.id, position: try ledger.head.position + 1,
            effectiveAt: effectiveAt, replica: writer, actor: sealed.content.actor)
        let verdicts = try judge(sealed, origin, author, &ledger)
        return try append(
            sealed.id, sealed.bytes, sealed.content, hub, effectiveAt, verdicts, &ledger)
    }

    private func opened(_ bytes: Bytes) -> ChangeSet? {
        do { return try SealedChangeSet(opening: bytes).content } catch { return nil }
    }

    /// As whom it is judged: whose account it is on, as the registry has him now.
    private func author(
        of kept: KeptChangeSet, _ content: ChangeSet, _ ledger: some HubLedger
    ) throws -> Peer? {
        guard let replica = kept.replica, let author = try ledger.principal(of: replica) else {
            return nil
        }
        // A release that held something back again: its author was looked at before.
        guard content.role != .hub else { return author }
        return try identityRefusal(content, author, ledger) == nil ? author : nil
    }

    /// The op, naming the entry that it stands for as one that it ends.
    private func standing(for entry: EntryID, _ op: Op) -> Op {
        let isAdded = rules.schema[op.type]?[op.attribute]?.shape.isAddOnly ?? false
        guard !isAdded, op.value != nil, op.replaces.count < MergeLimits.replacesMax else {
            return op
        }
        return op.replacing(op.replaces + [entry])
    }

    // MARK: Names of what was kept

    /// The op, naming what was released by its present name.
    func naming(
        _ op: Op, _ before: RecordState, _ ledger: some HubLedger
    ) throws -> Op {
        guard !op.replaces.isEmpty else { return op }
        var names: [EntryID] = []
        for name in op.replaces {
            let isLive = before.holds(name, at: op.attribute, key: op.key)
            names.append(isLive ? name : try released(name, ledger) ?? name)
        }
        return names == op.replaces ? op : op.replacing(names)
    }

    /// The entry that stands for one that was kept; `nil` for every other.
    private func released(_ entry: EntryID, _ ledger: some HubLedger) throws -> EntryID? {
        guard let answer = try ledger.answer(to: entry.changeSet), answer.verdicts.holdWork,
            let release = try ledger.release(of: entry.changeSet),
            let place = answer.verdicts.place(ofHeld: Int(entry.index))
        else { return nil }
        return EntryID(changeSet: release, index: UInt32(place))
    }

    /// Under which name an op's entry arrives: one that somebody has replaced already comes as the
    /// entry that is awaited, and is dead.
    func arrival(
        of op: Op, _ index: UInt32, _ sealed: SealedChangeSet, in state: RecordState
    ) -> EntryID {
        let id = EntryID(changeSet: sealed.id, index: index)
        guard let kept = sealed.content.released,
            let entry = op.replaces.first(where: { $0.changeSet == kept })
        else { return id }
        let awaited = AwaitedEntry(id: entry, attribute: op.attribute, key: op.key)
        return state.awaited.contains(awaited) ? entry : id
    }

    /// Whether a named change set was folded: what is kept aside is still to come.
    func hasArrived(
        _ id: ChangeSetID, for sealed: SealedChangeSet, _ ledger: some HubLedger
    ) throws -> Bool {
        guard id != sealed.id, id != sealed.content.released else { return true }
        guard let answer = try ledger.answer(to: id) else { return false }
        return try !answer.verdicts.holdWork || ledger.release(of: id) != nil
    }
}

extension ChangeSet {
    /// The change set whose ops this one of the hub takes in again; `nil` for every other.
    package var released: ChangeSetID? { role == .hub ? parent : nil }
}

extension Op {
    func replacing(_ names: [EntryID]) -> Op {
        Op(
            record: record, type: type, attribute: attribute, key: key, value: value,
            replaces: names)
    }
}

extension [Verdict] {
    /// Whether something is held back for a release.
    var holdWork: Bool { contains(where: \.holdsWork) }

    /// Whether one verdict stands for a whole change set that nobody has opened.
    private var isUnread: Bool { self == [.crashed] }

    /// The numbers of the ops that are held back.
    package func held(of count: Int) -> [Int] {
        if isUnread { return Array<Int>(0..<count) }
        return indices.filter { self[$0].holdsWork && $0 < count }
    }

    /// Which op of the release stands for the op of that number.
    func place(ofHeld index: Int) -> Int? {
        if isUnread { return index }
        guard indices.contains(index), self[index].holdsWork else { return nil }
        return self[..<index].count(where: \.holdsWork)
    }
}
