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
        let records = Dictionary(grouping: wanted, by: \.place)
        var encoder = PageEncoder()
        var covered: [DigestPlace] = []
        for place in different {
            for record in records[place] ?? [] {
                guard let state = try ledger.record(record.id)?.state else { continue }
                let content = PageRow.Content.current(Manifest(of: state), state.entries)
                encoder.append(PageRow(record: record.id, type: record.type, content: content))
            }
            covered.append(place)
            if encoder.byteCount > SyncLimits.pageBytesMax { break }
        }
        if !isRepairing {
            let incident = Incident.baseDiffers(
                places: different.count, records: encoder.rowCount, position: head.position)
            try ledger.note(incident, about: peer.replica, at: now)
        }
        isRepairing = covered.count < different.count
        return [
            .repair(
                HubMessage.Repair(
                    head: head, digest: sums.total, places: covered, hasMore: isRepairing,
                    rows: encoder.encoded))
        ]
    }
}
