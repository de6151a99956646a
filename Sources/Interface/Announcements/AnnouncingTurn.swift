internal import Merge
internal import Replica
internal import Store

/// One hearer's way along the feed: what comes next, and what follows once it was taken.
struct AnnouncingTurn {
    private let desk: Desk
    private let hearer: Hearer
    /// What is told now, and is not taken yet.
    private var open: Open?
    /// The day on which gaps were last looked for.
    private var lookedOn: Day?

    private struct Open {
        let cursor: FeedCursor
        /// Gaps told with it, and those that are told of no more.
        var told: [String] = []
        var gone: [String] = []
        var lookedOn: Day?
    }

    init(_ desk: Desk, _ hearer: Hearer) {
        self.desk = desk
        self.hearer = hearer
    }

    /// What is to be told next, perhaps nothing of what changed; `nil` while nothing changed.
    mutating func next() throws -> AnnouncedBatch? {
        let today = try desk.today
        guard let state = try state() else { return nil }
        guard let page = try page(after: state.cursor) else {
            return try missed(since: state.cursor)
        }
        let mayGap =
            hearer.kinds.contains(.gap)
            && (lookedOn != today || page.changes.contains { GapWatch.types.contains($0.type) })
        guard mayGap || !page.changes.isEmpty else { return nil }
        var open = Open(cursor: page.cursor, lookedOn: mayGap ? today : lookedOn)
        var told = page.changes.flatMap { Announcement.all(of: $0, for: hearer.kinds) }
        if mayGap { told += try gaps(&open) }
        self.open = open
        return Self.batch(told, for: hearer, from: state.cursor, to: page.cursor)
    }

    /// A batch goes by what is in it and from where to where it reaches: another is another
    /// delivery, also where nothing of the feed is in it.
    static func batch(
        _ told: [Announcement], for hearer: Hearer, from start: FeedCursor, to end: FeedCursor
    ) -> AnnouncedBatch {
        let words = [start.bytes[...].hexadecimal, end.bytes[...].hexadecimal] + told.map(\.json)
        let digest = SealedChangeSet.address(of: Array(words.joined(separator: "\n").utf8)[...])
        return AnnouncedBatch(
            delivery: "\(hearer.name)-\(digest.bytes.hexadecimal)", announcements: told)
    }

    /// Moves on: what was told is told.
    mutating func taken() throws {
        guard let open else { return }
        try desk.store.write { transaction in
            try AnnouncementState(of: hearer, at: open.cursor).keep(for: hearer, in: &transaction)
            try transaction.setAnnounced(open.told, forgetting: open.gone, to: hearer.name)
        }
        lookedOn = open.lookedOn
        self.open = nil
    }

    /// - Returns: how often in a row it was not taken.
    mutating func failed(_ words: String) throws -> Int {
        open = nil
        return try desk.store.write { transaction in
            guard var state = try AnnouncementState.of(hearer, in: transaction) else { return 1 }
            state.failures += 1
            state.failingSince = state.failingSince ?? desk.now
            state.words = words
            try state.keep(for: hearer, in: &transaction)
            return state.failures
        }
    }

    /// Where it stands.
    ///
    /// Who is new begins here and now: what is open already is no news.
    private func state() throws -> AnnouncementState? {
        if let known = try desk.store.read({ try AnnouncementState.of(hearer, in: $0) }) {
            return known
        }
        let gaps = hearer.kinds.contains(.gap) ? try GapWatch.gaps(at: desk).keys.sorted() : []
        return try desk.store.write { transaction in
            let state = AnnouncementState(of: hearer, at: try transaction.openFeed())
            try state.keep(for: hearer, in: &transaction)
            try transaction.setAnnounced(gaps, forgetting: [], to: hearer.name)
            return state
        }
    }

    private func page(after cursor: FeedCursor) throws -> FeedPage? {
        try desk.store.read { try $0.feed(after: cursor, limit: AnnouncementLimits.batchMax) }
    }

    /// The feed does not reach back: the hearer is told so, and goes on from its end.
    private mutating func missed(since start: FeedCursor) throws -> AnnouncedBatch {
        let end = try desk.store.write { try $0.openFeed() }
        open = Open(cursor: end, lookedOn: nil)
        return Self.batch([Announcement(.missed)], for: hearer, from: start, to: end)
    }

    /// The gaps that are new, as many as go with a batch; the rest follow with the next.
    private func gaps(_ open: inout Open) throws -> [Announcement] {
        let gaps = try GapWatch.gaps(at: desk)
        let known = try desk.store.read { try $0.announced(to: hearer.name) }
        let all = gaps.keys.filter { !known.contains($0) }.sorted()
        let fresh = all.prefix(AnnouncementLimits.batchMax)
        if fresh.count < all.count { open.lookedOn = nil }
        open.told = Array(fresh)
        open.gone = known.filter { gaps[$0] == nil }.sorted()
        return fresh.compactMap { gaps[$0] }
    }
}
