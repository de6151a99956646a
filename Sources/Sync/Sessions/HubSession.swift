package import Merge

/// The hub's half of the conversation with one replica: a value that takes a message and returns
/// messages.
///
/// Invalid input has three kinds. *The peer's fault* (a message before hello, another's replica, a
/// limit exceeded) is answered with a refusal that ends the exchange; nothing of it is kept.
/// *Nobody's fault* (a change set that came before) gets the same answer again. *Our bug*: a trap.
package struct HubSession: Equatable, Sendable {
    package let peer: Peer
    package private(set) var isGreeted = false
    /// Where a live office waits for more; `nil` while a page is on its way.
    var waiting: OfficeMessage.Pull?
    /// The office pushed: its next page is due even if it holds no rows, so that its cursor passes
    /// what it pushed.
    private var owesPage = false
    /// How far the last repair came that did not cover everything: the comparison that follows is
    /// no new incident, and its answer goes on from there.
    var repaired: RepairMark?
    /// The hub was restored and only listens: to whom it has shut out.
    private var isListening = false
    /// Which version of the secret for ids the welcome handed over, if any.
    private var handed: UInt32?
    /// Where the welcome said that the hub is reached.
    private var told: [HubAddress] = []
    /// What the office need not be sent: it has just sent it itself.
    private var held = HeldPositions()

    let medium: Medium

    package init(peer: Peer, by medium: Medium = .line) {
        self.peer = peer
        self.medium = medium
    }

    /// Takes in one message; what it returns is sent once `ledger` has committed.
    package mutating func receive(
        _ message: OfficeMessage, admission: Admission, group: RecordID, now: Timestamp,
        ledger: inout some HubLedger
    ) throws -> [HubMessage] {
        if let refusal = try listen(to: message, now, &ledger) { return [.refused(refusal)] }
        switch message {
        case .revocations: return []
        case .hello(let hello):
            guard !isGreeted else { return [.refused(.outOfTurn)] }
            if let refusal = refusal(hello, group) { return [.refused(refusal)] }
            return try welcome(hello, now, admission, &ledger)
        case .push(let changeSets):
            if let refusal = pushed(changeSets) { return [.refused(refusal)] }
            let answers = try admission.admit(all: changeSets, from: peer, ledger: &ledger)
            held.note(answers)
            return [.acknowledged(answers)]
        case .pushSealed(let boxes):
            if let refusal = pushed(boxes.map(\.bytes)) { return [.refused(refusal)] }
            return [
                .acknowledged(try admission.admit(all: boxes, from: peer, ledger: &ledger))
            ]
        case .purged(let receipt):
            guard isGreeted, try receipt.through <= ledger.head.position else {
                return [.refused(.outOfTurn)]
            }
            if medium.isNews { try ledger.note(receipt, of: peer.replica, at: now) }
            return []
        case .pull(let pull):
            // A hub restored under an open exchange lacks what the office has: hello finds out.
            guard isGreeted, try pull.cursor.through.position <= ledger.head.position else {
                return [.refused(.outOfTurn)]
            }
            if pull.certified > 0 { try certify(pull.certified, now, &ledger) }
            return try answer(pull, ledger)
        case .compare(let compare):
            guard isGreeted, try compare.cursor.through.position <= ledger.head.position else {
                return [.refused(.outOfTurn)]
            }
            return try answer(compare, now, &ledger)
        }
    }

    /// Whether a push may come now and is within the limits; a page is due after it.
    private mutating func pushed(_ pieces: [Bytes]) -> SyncRefusal? {
        guard isGreeted else { return .outOfTurn }
        guard OfficeMessage.isPushable(pieces) else { return .overLimit }
        owesPage = true
        waiting = nil
        return nil
    }

    /// In live mode: the history has grown; the page a waiting office has not seen, if any.
    package mutating func historyGrew(ledger: some HubLedger) throws -> [HubMessage] {
        guard let pull = waiting else { return [] }
        return try answer(pull, ledger)
    }

    /// Whether a live office that waits derives ids with another secret than the hub, or knows the
    /// hub under other addresses: it gets them with its next welcome.
    package func isOvertaken(by secret: IDSecret?, at addresses: [HubAddress] = []) -> Bool {
        guard waiting != nil else { return false }
        let isOtherSecret = if let handed, let secret { handed != secret.version } else { false }
        return isOtherSecret || told != addresses
    }

    /// What a list says counts at once, whoever brings it; while the hub is restored nothing else
    /// does.
    ///
    /// - Returns: why the exchange ends here, if it does.
    private func listen(
        to message: OfficeMessage, _ now: Timestamp, _ ledger: inout some HubLedger
    ) throws -> SyncRefusal? {
        if case .hello = message { return nil }
        guard isGreeted else { return .outOfTurn }
        if case .revocations(let list) = message {
            try ledger.shutOut(list.replicas, at: now)
            if list.replicas.contains(peer.replica) { return .revoked }
        }
        guard isListening else { return nil }
        if medium.isToday { try ledger.heard(peer.replica, at: now) }
        return .restoring
    }

    private func refusal(_ hello: OfficeMessage.Hello, _ group: RecordID) -> SyncRefusal? {
        if hello.version > SyncLimits.version { return .versionTooNew }
        if hello.version < SyncLimits.version { return .versionTooOld }
        if hello.group != group { return .otherGroup }
        if hello.replica != peer.replica { return .otherReplica }
        return nil
    }

    private mutating func welcome(
        _ hello: OfficeMessage.Hello, _ now: Timestamp, _ admission: Admission,
        _ ledger: inout some HubLedger
    ) throws -> [HubMessage] {
        isGreeted = true
        held = HeldPositions(isKept: hello.completesOwn && medium == .line)
        let shutOut = admission.sign == nil ? [] : try ledger.shutOut
        let isNews = RevocationList.mark(of: shutOut) != hello.revocations
        let revocations = isNews ? admission.sign?(shutOut) : nil
        isListening = try !ledger.awaited.isEmpty
        let head = try ledger.head
        let isKnown = try isHistoryKnown(hello, now, &ledger)
        let isReleasedLost = try isReleasedLost(hello.released, now, &ledger)
        let welcome = HubMessage.Welcome(
            isHistoryKnown: isKnown, head: head, clock: now, scopes: peer.scopes,
            backedUpThrough: try ledger.backedUpThrough,
            sealingKey: admission.vault?.publicKey ?? [],
            idSecret: isListening ? nil : admission.secret?.handed(to: peer),
            revocations: revocations, isRestoring: isListening,
            isReleasedLost: isReleasedLost, addresses: admission.addresses)
        handed = welcome.idSecret?.version
        told = welcome.addresses
        if isListening { return [.welcome(welcome)] }
        let isPageDue = OfficeSession.isFirstPageComing(
            isHistoryKnown: isKnown, pending: hello.pending, subscribed: hello.scopes,
            granted: peer.scopes)
        guard isPageDue else { return [.welcome(welcome)] }
        let pull = OfficeMessage.Pull(cursor: hello.cursor)
        return try [.welcome(welcome)] + answer(pull, ledger)
    }

    /// Whether the history is the one that the office has heard of; which is noted.
    private func isHistoryKnown(
        _ hello: OfficeMessage.Hello, _ now: Timestamp, _ ledger: inout some HubLedger
    ) throws -> Bool {
        let head = try ledger.head
        let top = hello.top
        let isKnown =
            try top.position <= head.position
            && ledger.chain(at: top.position) == top.chain
            && hello.cursor.through.position <= head.position
        guard isKnown else {
            let incident = Incident.unknownHead(heard: top, found: head)
            if medium.isNews { try ledger.note(incident, about: peer.replica, at: now) }
            return false
        }
        guard medium.isNews else { return true }
        let word = ReplicaWord(vouched: top, certified: min(hello.certified, top.position))
        try ledger.note(word, of: peer.replica, at: now)
        return true
    }

    /// Whether the history lacks what the office let go of; which is noted.
    private func isReleasedLost(
        _ released: Head, _ now: Timestamp, _ ledger: inout some HubLedger
    ) throws -> Bool {
        guard released != .origin, try ledger.chain(at: released.position) != released.chain else {
            return false
        }
        let incident = Incident.releasedLost(released, found: try ledger.head)
        if medium.isNews { try ledger.note(incident, about: peer.replica, at: now) }
        return true
    }

    mutating func answer(
        _ pull: OfficeMessage.Pull, _ ledger: some HubLedger
    ) throws -> [HubMessage] {
        var (page, count) = try page(pull, ledger)
        if pull.waits, count == 0, page.isLast, !owesPage {
            waiting = pull
            return []
        }
        waiting = nil
        owesPage = false
        held.forget(through: pull.cursor.from)
        // Nothing up to the head is missing: what the office then holds can be compared.
        if page.isLast { page.digest = try ledger.digest(in: peer.scopes) }
        return [.page(page)]
    }

    private func page(
        _ pull: OfficeMessage.Pull, _ ledger: some HubLedger
    ) throws -> (HubMessage.Page, rows: Int) {
        let limit = max(1, min(pull.rowsMax, SyncLimits.pageRowsMax))
        let found = try ledger.rows(
            in: peer.scopes, after: pull.cursor.through, limit: limit + 1)
        let head = try ledger.head
        var encoder = PageEncoder()
        var sent: Set<RecordID> = []
        var to = RowMark.end(of: head.position)
        var isLast = found.count <= limit
        let rows = found.prefix(limit)
        if ledger.isDistant { try ledger.expect(HubSession.questions(of: rows)) }
        if !isLast, let last = rows.last { to = last.mark }
        for (index, row) in rows.enumerated() {
            if sent.insert(row.record).inserted, let content = try content(row, pull, ledger) {
                encoder.append(content)
            }
            if encoder.byteCount > SyncLimits.pageBytesMax, index + 1 < rows.count {
                to = row.mark
                isLast = false
                break
            }
        }
        let page = HubMessage.Page(
            at: pull.cursor, to: to, isLast: isLast, head: head, rows: encoder.encoded)
        return (page, encoder.rowCount)
    }

    /// What a page of these rows asks of the ledger.
    private static func questions(of rows: ArraySlice<VisibilityRow>) -> Set<LedgerQuestion> {
        let left = rows.filter { !$0.isIn }.map { LedgerQuestion.position($0.changed) }
        return Set(rows.map { .record($0.record) }).union(left)
    }

    /// A record leaves a replica only when the last of its scopes does.
    ///
    /// One that entered after `from` travels whole; of another, the entries newer than `from`: not
    /// newer than `through`, because rows come in order of their last change.
    private func content(
        _ row: VisibilityRow, _ pull: OfficeMessage.Pull, _ ledger: some HubLedger
    ) throws -> PageRow? {
        guard let record = try ledger.record(row.record) else { return nil }
        let placed = try ledger.visibility(of: row.record).filter(\.isIn)
        let rows = placed.filter { peer.scopes.contains($0.scope) }
        guard let entered = rows.map(\.entered).min() else {
            guard pull.cursor != .origin else { return nil }
            let left = Departure(
                effectiveAt: try ledger.effectiveAt(row.changed) ?? Timestamp(milliseconds: 0),
                offices: placed.compactMap(\.scope.office))
            return PageRow(record: record.id, type: record.type, content: .out, left: left)
        }
        // Never in what this release admits: a comparison says so, and all others travel.
        guard record.state.isWithinBound else { return nil }
        let from = entered > pull.cursor.from ? 0 : pull.cursor.from
        let (entries, omitted) = held.parted(record.state.entries, after: from)
        return PageRow(
            record: record.id, type: record.type,
            content: .current(Manifest(of: record.state), entries), omitted: omitted)
    }
}
