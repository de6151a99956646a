package import Merge

/// The office's half of the conversation: a value that takes a message and returns messages.
///
/// Invalid input has three kinds. *The hub's fault*: a message that the phase does not expect or
/// that cannot be read throws, and the caller ends the stream; nothing of that message is kept.
/// *Nobody's fault*: a page that does not start at the store's cursor (doubled, or sent before a
/// restart) is ignored. *Our bug*: a precondition.
package struct OfficeSession: Equatable, Sendable {
    /// How far the conversation has come.
    package enum Phase: String, Equatable, Sendable {
        case greeting, pushing, pulling, comparing, level
    }

    package internal(set) var phase: Phase = .greeting
    /// How far this machine's clock is ahead of the hub's, in milliseconds.
    package private(set) var clockOffset: Int64?
    package private(set) var pushed = 0
    package private(set) var received = 0
    /// Whether the base was proven to be the hub's when this exchange was last level; `nil` until
    /// then, and with a hub that proves nothing.
    package internal(set) var isEqual: Bool?
    /// How many records of the base had to be repaired.
    package internal(set) var repaired = 0
    package let isLive: Bool
    /// Whether somebody has said that what the hub lost is lost.
    private let acceptsLoss: Bool
    let now: Timestamp
    /// What comes is read from a file: what is said in reply goes with the next one.
    let isByFile: Bool
    /// By file, when the hub said it; its clock tells nothing of this machine's.
    package private(set) var saidAt: Timestamp?
    /// A receipt on its way: the hub's next page shows that it has it.
    private var receipt: PurgeReceipt?
    /// Whether the hub's next page settles a receipt.
    package var isReceiptOwed: Bool { receipt != nil }
    private let rowsMax: Int
    /// Records whose base lacks what a page built on: damaged here, or never sent.
    private var lacking: Set<RecordID> = []
    /// Repairs that changed nothing to the better.
    var rounds = 0
    /// Comparing costs the hub a look at every record in scope: not again before the next hello.
    var hasGivenUp = false
    /// The repairs since the last comparison from the beginning left records out.
    var isShort = false

    /// - Parameters:
    ///   - now: the clock as the exchange starts.
    ///   - isLive: stay on the line once level.
    ///   - acceptsLoss: go on with a hub that lacks what this office let go of.
    package init(
        now: Timestamp, isLive: Bool = false, rowsMax: Int = SyncLimits.pageRowsMax,
        acceptsLoss: Bool = false
    ) {
        self.acceptsLoss = acceptsLoss
        self.now = now
        self.isLive = isLive
        self.rowsMax = rowsMax
        isByFile = false
    }

    /// A session that takes in what a courier file holds.
    ///
    /// - Parameter receipt: what the hub has heard of records that left, by the file that this one
    ///   answers.
    package init(byFileAt now: Timestamp, receipt: PurgeReceipt?) {
        acceptsLoss = false
        self.now = now
        isLive = false
        rowsMax = SyncLimits.pageRowsMax
        isByFile = true
        self.receipt = receipt
        // A comparison needs a line: whoever goes by file hears of a difference, and that is all.
        hasGivenUp = true
    }

    /// Whether a nightly exchange is over.
    package var isDone: Bool { phase == .level && !isLive }

    /// The first message: who speaks, what it holds, and from where on it wants to hear.
    package func hello(
        group: RecordID, replica: ReplicaID, schemaVersion: Int, ledger: some OfficeLedger
    ) throws -> OfficeMessage {
        .hello(
            OfficeMessage.Hello(
                group: group, replica: replica, schemaVersion: schemaVersion,
                top: try ledger.top, cursor: try ledger.cursor, clock: now,
                pending: try ledger.pendingCount, scopes: try ledger.scopes,
                certified: try ledger.certified, revocations: try ledger.revocations?.mark ?? 0,
                released: try ledger.released, completesOwn: true))
    }

    /// Takes in one message; what it returns is sent once `ledger` has committed.
    package mutating func receive(
        _ message: HubMessage, ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        switch (message, phase) {
        case (.refused(let refusal), _):
            throw SyncError.refused(refusal)
        case (.welcome(let welcome), .greeting):
            return try receive(welcome, &ledger)
        case (.acknowledged(let acknowledgements), .pushing):
            try take(acknowledgements, &ledger)
            return try pushOrPull(&ledger)
        case (.acknowledged(let acknowledgements), .pulling) where isByFile:
            try take(acknowledgements, &ledger)
            return []
        case (.page(let page), .pulling), (.page(let page), .comparing),
            (.page(let page), .level):
            return try receive(page, &ledger)
        case (.repair(let repair), .comparing):
            return try receive(repair, &ledger)
        case (.page, .pushing), (.repair, _):
            return []
        default:
            throw SyncError.outOfTurn(phase: phase.rawValue)
        }
    }

    private mutating func take(
        _ acknowledgements: [HubMessage.Acknowledgement], _ ledger: inout some OfficeLedger
    ) throws {
        for acknowledgement in acknowledgements {
            try ledger.acknowledge(acknowledgement)
            try ledger.raiseTop(acknowledgement.head)
        }
        pushed += acknowledgements.count
    }

    /// In live mode: something was written here; push it if nothing else is under way.
    package mutating func wrote(ledger: inout some OfficeLedger) throws -> [OfficeMessage] {
        guard phase == .level else { return [] }
        guard let push = try push(ledger) else { return [] }
        phase = .pushing
        return [push]
    }

    /// The next change sets to send; `nil` when the hub has them all.
    private func push(_ ledger: some OfficeLedger) throws -> OfficeMessage? {
        let boxes = try ledger.unacknowledgedSealed()
        guard boxes.isEmpty else { return .pushSealed(boxes) }
        let pending = try ledger.unacknowledged()
        return pending.isEmpty ? nil : .push(pending)
    }

    private mutating func receive(
        _ welcome: HubMessage.Welcome, _ ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        if isByFile { saidAt = welcome.clock } else { learnOffset(from: welcome.clock) }
        let lost = try exchangeRevocations(welcome, &ledger)
        if !welcome.addresses.isEmpty { try ledger.keep(addresses: welcome.addresses) }
        if welcome.isRestoring {
            // What it says of its history counts once it serves.
            return [lost ?? .revocations(RevocationList(replicas: [], signature: []))]
        }
        if welcome.isReleasedLost {
            guard acceptsLoss else {
                throw SyncError.releasedLost(position: try ledger.released.position)
            }
            try ledger.forgetReleased()
        }
        return try [lost].compactMap(\.self) + resume(after: welcome, &ledger)
    }

    private mutating func learnOffset(from clock: Timestamp) {
        let (offset, isOverflow) = now.milliseconds.subtractingReportingOverflow(
            clock.milliseconds)
        clockOffset = !isOverflow ? offset : now < clock ? -.max : .max
    }

    /// Keeps the hub's list of who was shut out, unless this office knows of more.
    ///
    /// - Returns: what the hub has lost.
    private func exchangeRevocations(
        _ welcome: HubMessage.Welcome, _ ledger: inout some OfficeLedger
    ) throws -> OfficeMessage? {
        guard let theirs = welcome.revocations else { return nil }
        if let own = try ledger.revocations, !theirs.covers(own) { return .revocations(own) }
        try ledger.keep(revocations: theirs)
        return nil
    }

    private mutating func resume(
        after welcome: HubMessage.Welcome, _ ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        let isFirstPageComing = OfficeSession.isFirstPageComing(
            isHistoryKnown: welcome.isHistoryKnown, pending: try ledger.pendingCount,
            subscribed: try ledger.scopes, granted: welcome.scopes)
        if !welcome.sealingKey.isEmpty { try ledger.keep(sealingKey: welcome.sealingKey) }
        if let secret = welcome.idSecret { try ledger.keep(idSecret: secret) }
        if !welcome.isHistoryKnown {
            let isCut = try ledger.chainHeard(at: welcome.head.position) == welcome.head.chain
            let lost = Incident.historyLost(
                heard: try ledger.top, found: welcome.head, isCut: isCut)
            try ledger.note(lost, about: nil, at: now)
            try ledger.forgetAcknowledgements()
        }
        if try !welcome.isHistoryKnown || ledger.scopes != welcome.scopes {
            try ledger.restart(scopes: welcome.scopes)
        }
        let cursor = try ledger.cursor
        try ledger.release(through: min(welcome.backedUpThrough, cursor.from))
        if isFirstPageComing {
            phase = .pulling
            return []
        }
        return try pushOrPull(&ledger)
    }

    /// Both sides decide this from the same facts: with nothing to push and nothing to forget, the
    /// welcome is followed by a page, and a sync with nothing to say is one round trip.
    static func isFirstPageComing(
        isHistoryKnown: Bool, pending: UInt64, subscribed: [Scope], granted: [Scope]
    ) -> Bool {
        isHistoryKnown && pending == 0 && subscribed == granted
    }

    private mutating func pushOrPull(
        _ ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        if !isByFile, let push = try push(ledger) {
            phase = .pushing
            return [push]
        }
        phase = .pulling
        return [.pull(OfficeMessage.Pull(cursor: try ledger.cursor, rowsMax: rowsMax))]
    }

    private mutating func receive(
        _ page: HubMessage.Page, _ ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        let cursor = try ledger.cursor
        guard page.at == cursor else { return [] }
        if let receipt { try ledger.settle(receipt) }
        receipt = nil
        if page.isLast {
            for rows in try ledger.unstash() { try apply(rows, &ledger) }
            try apply(page.rows, &ledger)
        } else if cursor.from == 0 {
            // A new store shows what it has as it comes, and says that it is catching up.
            try apply(page.rows, &ledger)
        } else {
            try ledger.stash(page.rows)
        }
        try ledger.raiseTop(page.head)
        let next = Cursor(
            from: page.isLast ? page.to.position : cursor.from, through: page.to)
        try ledger.move(to: next)
        guard page.isLast else {
            phase = .pulling
            return [.pull(OfficeMessage.Pull(cursor: next, rowsMax: rowsMax))]
        }
        if !isByFile, let due = try ledger.receiptDue {
            // The next page shows that the hub has it, and is what the base is compared with.
            receipt = due
            phase = .pulling
            return [.purged(due), .pull(OfficeMessage.Pull(cursor: next, rowsMax: rowsMax))]
        }
        guard let digest = page.digest else {
            if let record = lacking.first { throw SyncError.missingEntry(record: record) }
            isEqual = nil
            return try rest(&ledger)
        }
        return try settle(digest, page.head, &ledger)
    }

    /// Level: in live mode goes on, else has at most one thing left to say.
    ///
    /// - Parameter news: where the base has just been proven equal, if the hub has not heard yet.
    mutating func rest(
        _ ledger: inout some OfficeLedger, news: UInt64? = nil
    ) throws -> [OfficeMessage] {
        lacking = []
        rounds = 0
        phase = .level
        guard isLive || news != nil else { return [] }
        if isLive, let push = try push(ledger) {
            phase = .pushing
            return [push]
        }
        let pull = OfficeMessage.Pull(
            cursor: try ledger.cursor, rowsMax: rowsMax, waits: true, certified: news ?? 0)
        return [.pull(pull)]
    }

    private mutating func apply(_ rows: Bytes, _ ledger: inout some OfficeLedger) throws {
        for row in try PageDecoder.rows(rows) {
            received += 1
            do { try ledger.put(row) } catch SyncError.missingEntry(let record) {
                // The last page's digest will differ, and the repair bring the record whole.
                lacking.insert(record)
            }
        }
    }
}
