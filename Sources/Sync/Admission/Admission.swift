package import Merge

/// Takes change sets into the hub's history: one position each, one verdict per op, never an abort.
package struct Admission: Sendable {
    let rules: HubRules
    let hub: ReplicaID
    let now: Timestamp
    let vault: Vault?
    let watch: AdmissionWatch?
    let secret: IDSecret?
    let formerSecrets: [IDSecret]
    let sign: (@Sendable ([ReplicaID]) -> RevocationList?)?
    let addresses: [HubAddress]

    /// - Parameters:
    ///   - hub: the hub's own replica id, author of what it derives.
    ///   - now: the hub's clock.
    ///   - vault: opens what offices sealed.
    ///   - watch: knows what stopped the hub before.
    ///   - secret: the group's, for the ids of what the hub derives.
    ///   - formerSecrets: those before it, the last one first.
    ///   - sign: vouches for who was shut out, in the group's name; a hub without an authority does
    ///     not.
    ///   - addresses: where the hub is reached, the preferred one first.
    package init(
        rules: HubRules, hub: ReplicaID, now: Timestamp, vault: Vault? = nil,
        watch: AdmissionWatch? = nil, secret: IDSecret? = nil, formerSecrets: [IDSecret] = [],
        sign: (@Sendable ([ReplicaID]) -> RevocationList?)? = nil, addresses: [HubAddress] = []
    ) {
        self.rules = rules
        self.hub = hub
        self.now = now
        self.vault = vault
        self.watch = watch
        self.secret = secret
        self.formerSecrets = formerSecrets
        self.sign = sign
        self.addresses = addresses
    }

    /// The answer to one change set.
    ///
    /// A change set the hub already has gets the same answer again.
    package func admit(
        _ bytes: Bytes, from peer: Peer, ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement {
        try summingJunk(from: peer, &ledger) { junk, ledger in
            try admit(bytes, from: peer, junk: &junk, ledger: &ledger)
        }
    }

    /// The same, of one that came with others.
    func admit(
        _ bytes: Bytes, from peer: Peer, junk: inout Junk, ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement {
        let id = SealedChangeSet.address(of: bytes)
        if let known = try ledger.answer(to: id) { return known }
        if let watch, !watch.begins(id) {
            return try keepUnread(bytes, .crashed, from: peer, ledger: &ledger)
        }
        let sealed: SealedChangeSet
        do {
            sealed = try SealedChangeSet(opening: bytes)
        } catch {
            return try keep(bytes, from: peer, as: &junk, &ledger)
        }
        let answer = try admit(sealed, from: peer, ledger: &ledger)
        let cause = HubRules.Cause(
            changeSet: sealed, verdicts: answer.verdicts, author: peer)
        try react(to: cause, ledger: &ledger)
        for kept in try retried(by: cause, ledger) { try release(kept, ledger: &ledger) }
        return answer
    }

    /// The answer to a sealed change set.
    ///
    /// What cannot be opened, or is not what its id says, is kept as it came: the office must not
    /// be made to send it for ever.
    func admit(
        _ box: SealedBox, from peer: Peer, junk: inout Junk, ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement {
        if let known = try ledger.answer(to: box.id) { return known }
        if let opened = vault?.open(box.bytes), SealedChangeSet.address(of: opened) == box.id {
            return try admit(opened, from: peer, junk: &junk, ledger: &ledger)
        }
        let kept = try keep(box.bytes, from: peer, as: &junk, &ledger)
        return HubMessage.Acknowledgement(id: box.id, head: kept.head, verdicts: kept.verdicts)
    }

    /// Takes bytes in without looking at what they say, and says so where people look.
    package func keepUnread(
        _ bytes: Bytes, _ verdict: Verdict, from peer: Peer, ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement {
        let id = SealedChangeSet.address(of: bytes)
        if let known = try ledger.answer(to: id) { return known }
        let answer = try append(id, bytes, nil, peer.replica, now, [verdict], &ledger)
        let unread = HubRules.Unread(
            id: id, count: 1, byteCount: bytes.count, verdict: verdict, author: peer, arrivedAt: now
        )
        try derive(rules.unread(unread), from: id, at: now, office: peer.office, &ledger)
        return answer
    }

    func admit(
        _ sealed: SealedChangeSet, from peer: Peer, ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement {
        let effectiveAt = min(sealed.content.claimedAt, now)
        let position = try ledger.head.position + 1
        let origin = Origin(of: sealed, position: position, effectiveAt: effectiveAt)
        let verdicts: [Verdict]
        if let refusal = try identityRefusal(sealed.content, peer, ledger) {
            verdicts = sealed.content.ops.map { _ in refusal }
        } else {
            verdicts = try judge(sealed, origin, peer, &ledger)
        }
        return try append(
            sealed.id, sealed.bytes, sealed.content, peer.replica, effectiveAt, verdicts, &ledger)
    }

    func append(
        _ id: ChangeSetID, _ bytes: Bytes, _ content: ChangeSet?, _ replica: ReplicaID,
        _ effectiveAt: Timestamp, _ verdicts: [Verdict], _ ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement {
        let head = try ledger.head
        let chain = head.chain.next(id, verdicts, effectiveAt: effectiveAt)
        let next = Head(position: head.position + 1, chain: chain)
        try ledger.append(
            id, bytes: bytes, content: content, from: replica, effectiveAt: effectiveAt,
            head: next, verdicts: verdicts)
        return HubMessage.Acknowledgement(id: id, head: next, verdicts: verdicts)
    }

    /// A peer speaks for its own replica, and for an earlier one of the same office or role.
    func identityRefusal(
        _ content: ChangeSet, _ peer: Peer, _ ledger: some HubLedger
    ) throws -> Verdict? {
        if content.replica != peer.replica {
            // A replica nobody registered is one whose registration a restored hub has lost: its
            // writes count as those of the peer who brings them, and are judged by what that peer
            // may do.
            if let author = try ledger.principal(of: content.replica) {
                guard author.office == peer.office, author.role == peer.role else {
                    return .foreignReplica
                }
            } else if content.replica == hub {
                return .foreignReplica
            }
        }
        return content.role == peer.role ? nil : .foreignRole
    }

    /// Judges and folds record by record; ops of one record usually stand together.
    func judge(
        _ sealed: SealedChangeSet, _ origin: Origin, _ peer: Peer,
        _ ledger: inout some HubLedger
    ) throws -> [Verdict] {
        var verdicts = [Verdict](repeating: .applied, count: sealed.content.ops.count)
        let ended = EndedEntries(of: sealed)
        let shape = FoldShape()
        for block in RecordOps.all(of: sealed.content.ops) {
            let judged = try judge(block, sealed, ended, shape, origin, peer, &ledger)
            for place in 0..<block.count { verdicts[block.number(place)] = judged[place] }
        }
        return verdicts
    }

    private func judge(
        _ block: RecordOps, _ sealed: SealedChangeSet, _ ended: EndedEntries,
        _ shape: FoldShape, _ origin: Origin, _ peer: Peer, _ ledger: inout some HubLedger
    ) throws -> [Verdict] {
        let record = block.record
        let stored = try ledger.record(record)
        let type = stored?.type ?? block.type
        let before = stored?.state ?? RecordState()
        let matter = Matter(
            ops: block, type: type, before: before, sealed: sealed, ended: ended,
            request: WriteRequest(
                block: block.ops, role: peer.role, office: peer.office,
                actor: sealed.content.actor, reason: sealed.content.reason, before: before),
            isOutOfScope: try isOutOfScope(record, stored, peer, ledger)
                || isOrphan(block.ops, type: type, peer, ledger),
            // From the centre it is kept and forwarded: only an office's waits for the hub to
            // learn.
            isUnknown: peer.role == .office && rules.schema[type] == nil)
        var verdicts: [Verdict] = []
        verdicts.reserveCapacity(block.count)
        var room = RecordRoom(before, for: block.ops)
        for place in 0..<block.count {
            let verdict = try self.verdict(on: place, of: matter, ledger)
            let isTooMuch =
                try verdict == .applied && !room.isAmple
                && !room.takes(block[place]) { try hasArrived($0, for: sealed, ledger) }
            verdicts.append(isTooMuch ? .recordFull : verdict)
        }
        guard verdicts.contains(.applied) else { return verdicts }
        let after = try folded(block, verdicts, of: sealed, shape, origin, into: before, ledger)
        let kept = StoredRecord(id: record, type: type, state: after)
        try ledger.put(kept, changed: origin.position)
        let reach = VisibilityReach(schema: rules.schema)
        try reach.update(
            kept, before: stored, at: origin.position, author: peer.office, ledger: &ledger)
        return verdicts
    }

    /// The state after those ops that are applied.
    private func folded(
        _ block: RecordOps, _ verdicts: [Verdict], of sealed: SealedChangeSet,
        _ shape: FoldShape, _ origin: Origin, into before: RecordState, _ ledger: some HubLedger
    ) throws -> RecordState {
        if before.isEmpty, let first = block.firstOfRow,
            verdicts.allSatisfy({ $0 == .applied }),
            let created = RecordState.created(
                by: block.ops, first: first, origin: origin, like: shape)
        {
            return created
        }
        var named: [Op] = []
        var ids: [EntryID] = []
        for place in 0..<block.count where verdicts[place] == .applied {
            let op = try naming(block[place], before, ledger)
            named.append(op)
            ids.append(arrival(of: op, UInt32(block.number(place)), sealed, in: before))
        }
        var after = before
        var failure: (any Error)?
        after.apply(named, ids: ids, origin: origin) { changeSet in
            do { return try hasArrived(changeSet, for: sealed, ledger) } catch { failure = error }
            return true
        }
        if let failure { throw failure }
        return after
    }
}
