import Merge

// The hub's half of the proof that ends every pull; see `OfficeSession+Equality.swift`.

extension HubSession {
    /// The office's base was proven equal at a position of this history.
    func certify(
        _ position: UInt64, _ now: Timestamp, _ ledger: inout some HubLedger
    ) throws {
        guard let chain = try ledger.chain(at: position) else { return }
        let word = ReplicaWord(
            vouched: Head(position: position, chain: chain), certified: position)
        try ledger.note(word, of: peer.replica, at: now)
    }

    /// The records of the places that differ, whole; where the history has grown meanwhile, the
    /// page that brings the office level comes first.
    mutating func answer(
        _ compare: OfficeMessage.Compare, _ now: Timestamp, _ ledger: inout some HubLedger
    ) throws -> [HubMessage] {
        waiting = nil
        let head = try ledger.head
        guard compare.cursor == Cursor(from: head.position, through: head.position) else {
            return try answer(OfficeMessage.Pull(cursor: compare.cursor), ledger)
        }
        let wanted = try ledger.recordDigests(in: peer.scopes)
        let sums = DigestSums(of: wanted)
        if try ledger.digest(in: peer.scopes) != sums.total {
            try ledger.rebuildDigests()
            try ledger.note(.digestsRebuilt(position: head.position), about: nil, at: now)
        }
        let different = sums.places(unlike: compare.sums)
        let part = try part(of: different, wanted, ledger)
        let news = try ledger.withhold(part.withheld)
        if !news.isEmpty {
            let incident = Incident.recordsWithheld(news, position: head.position)
            try ledger.note(incident, about: nil, at: now)
        }
        // Where a record cannot be sent, the bases differ until it is cut out: that is known.
        if repaired == nil, !part.isShortOnly {
            let incident = Incident.baseDiffers(
                places: different.count, records: part.rows.rowCount, position: head.position)
            try ledger.note(incident, about: peer.replica, at: now)
        }
        let after = part.places.first == repaired?.place ? repaired?.record : nil
        repaired = part.end
        return [
            .repair(
                HubMessage.Repair(
                    head: head, digest: sums.total, places: part.places,
                    hasMore: part.end != nil, after: after, upTo: part.end?.record,
                    withheld: part.withheld, rows: part.rows.encoded))
        ]
    }

    /// What of the places that differ fits one message, from where the last repair stopped.
    private func part(
        of different: [DigestPlace], _ wanted: [DigestedRecord], _ ledger: some HubLedger
    ) throws -> RepairPart {
        let records = Dictionary(grouping: wanted, by: \.place)
        var part = RepairPart()
        for place in different where isLeft(.end(of: place)) {
            part.places.append(place)
            let ascending = (records[place] ?? []).map(\.id).sorted()
            if ledger.isDistant { try ledger.expect(Set(ascending.map { .record($0) })) }
            for id in ascending where isLeft(RepairMark(place: place, record: id)) {
                guard let stored = try ledger.record(id) else { continue }
                part.append(stored, at: place)
                guard part.isFull else { continue }
                part.end = RepairMark(place: place, record: id)
                return part
            }
        }
        return part
    }

    private func isLeft(_ mark: RepairMark) -> Bool {
        repaired.map { $0 < mark } ?? true
    }
}

/// How far repairing came: a place, and the last of its records that was covered.
struct RepairMark: Comparable, Sendable {
    let place: DigestPlace
    let record: RecordID

    static func end(of place: DigestPlace) -> RepairMark {
        RepairMark(place: place, record: RecordID(bits: .max))
    }

    static func < (left: RepairMark, right: RepairMark) -> Bool {
        (left.place, left.record) < (right.place, right.record)
    }
}

/// The records of one repair message.
private struct RepairPart {
    var places: [DigestPlace] = []
    var rows = PageEncoder()
    var withheld: [RecordID] = []
    /// Where it stopped before everything was covered.
    var end: RepairMark?
    private var shortPlaces: Set<DigestPlace> = []

    var isFull: Bool {
        rows.byteCount > SyncLimits.pageBytesMax || withheld.count == SyncLimits.withheldMax
    }

    /// Whether every place that differs holds a record which cannot be sent.
    var isShortOnly: Bool {
        !places.isEmpty && places.allSatisfy { shortPlaces.contains($0) }
    }

    mutating func append(_ record: StoredRecord, at place: DigestPlace) {
        guard record.state.isWithinBound else {
            withheld.append(record.id)
            shortPlaces.insert(place)
            return
        }
        let content = PageRow.Content.current(
            Manifest(of: record.state), record.state.entries)
        rows.append(PageRow(record: record.id, type: record.type, content: content))
    }
}
