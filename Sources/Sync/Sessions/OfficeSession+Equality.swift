import Merge

// Every pull ends with a proof: the hub says what the base must come to, and the office compares in
// the transaction that applied the last page. Where they differ, the office says what it holds
// place by place, the hub answers with the records of the places that differ, and only these are
// replaced. The office's own change sets are never touched.

extension OfficeSession {
    /// The pull is complete: proves that the base is the hub's, or asks for what differs.
    mutating func settle(
        _ digest: SetDigest, _ head: Head, _ ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        guard try ledger.baseDigest == digest else { return try compare(digest, head, &ledger) }
        return try certify(digest, head, &ledger)
    }

    private mutating func certify(
        _ digest: SetDigest, _ head: Head, _ ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        let isNews = try ledger.certified != head.position
        try ledger.certify(Certificate(head: head, digest: digest, at: now))
        isEqual = true
        return try rest(&ledger, news: isNews ? head.position : nil)
    }

    private mutating func compare(
        _ digest: SetDigest, _ head: Head, _ ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        let sums = DigestSums(of: try ledger.recordDigests())
        if sums.total == digest {
            try ledger.rebuildDigests()
            try ledger.note(.digestsRebuilt(position: head.position), about: nil, at: now)
            return try certify(digest, head, &ledger)
        }
        isEqual = false
        try ledger.uncertify()
        // A comparison names every place: what does not fit one is beyond repairing so.
        if sums.sums.count > SyncLimits.placesMax { rounds = SyncLimits.repairRoundsMax }
        guard !hasGivenUp else { return try rest(&ledger) }
        guard rounds < SyncLimits.repairRoundsMax else {
            hasGivenUp = true
            try ledger.note(.stillDifferent(position: head.position), about: nil, at: now)
            return try rest(&ledger)
        }
        phase = .comparing
        return [.compare(OfficeMessage.Compare(cursor: try ledger.cursor, sums: sums))]
    }

    /// Replaces the records of the places that differ, and compares again.
    mutating func receive(
        _ repair: HubMessage.Repair, _ ledger: inout some OfficeLedger
    ) throws -> [OfficeMessage] {
        let level = Cursor(from: repair.head.position, through: repair.head.position)
        guard try ledger.cursor == level else { return [] }
        let faults = try replace(repair, &ledger)
        if !faults.isEmpty {
            let incident = Incident.repaired(faults, position: level.from)
            try ledger.note(incident, about: nil, at: now)
            repaired += faults.count
        }
        try hear(of: repair.withheld, at: level.from, &ledger)
        let isProgress = !faults.isEmpty || repair.upTo != nil
        if !repair.hasMore || !isProgress { rounds += 1 }
        // All that can be sent is here: asking again would bring no more.
        if !repair.hasMore {
            if isShort, faults.isEmpty { hasGivenUp = true }
            isShort = false
        }
        return try settle(repair.digest, repair.head, &ledger)
    }

    private mutating func hear(
        of withheld: [RecordID], at position: UInt64, _ ledger: inout some OfficeLedger
    ) throws {
        guard !withheld.isEmpty else { return }
        isShort = true
        let news = try ledger.withhold(withheld)
        guard !news.isEmpty else { return }
        try ledger.note(.recordsWithheld(news, position: position), about: nil, at: now)
    }

    /// - Returns: the records that were not as the hub has them.
    private func replace(
        _ repair: HubMessage.Repair, _ ledger: inout some OfficeLedger
    ) throws -> [Incident.RepairedRecord] {
        let held = try ledger.recordDigests()
        var digests = Dictionary(held.map { ($0.id, $0.digest) }) { first, _ in first }
        var faults: [Incident.RepairedRecord] = []
        for row in try PageDecoder.rows(repair.rows) {
            let before = digests.removeValue(forKey: row.record)
            guard let state = try row.merged(into: nil),
                before != SetDigest(of: row.record, type: row.type, state: state)
            else { continue }
            try ledger.put(row)
            faults.append(
                .init(
                    id: row.record, type: row.type, fault: before == nil ? .missing : .different))
        }
        for id in repair.withheld { digests[id] = nil }
        let places = Set(repair.places)
        for record in held where places.contains(record.place) && digests[record.id] != nil {
            guard repair.covers(record) else { continue }
            try ledger.put(PageRow(record: record.id, type: record.type, content: .out))
            faults.append(.init(id: record.id, type: record.type, fault: .foreign))
        }
        return faults
    }
}
