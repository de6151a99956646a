import Merge

/// Reads what `BackupEncoder` wrote, as it comes: bytes are handed over in any pieces.
package struct BackupDecoder {
    private var names = NameTable()
    /// What has come and is not read yet.
    private var rest: [UInt8] = []

    package init() {}

    /// One item is never larger: the largest holds a change set, or a record.
    package static let itemBytesMax = 64 << 20

    /// The items that are whole with these bytes.
    ///
    /// - Throws: `HubCopyFault` where they are none.
    package mutating func items(_ bytes: [UInt8]) throws(HubCopyFault) -> [BackupItem] {
        rest += bytes
        var items: [BackupItem] = []
        var start = 0
        while let range = try next(from: start) {
            do {
                if let item = try item(rest[range]) { items.append(item) }
            } catch let error as MergeError {
                throw .unreadable(error)
            } catch let error as HubCopyFault {
                throw error
            } catch {
                throw .unreadable(.malformed(.records, offset: 0))
            }
            start = range.upperBound
        }
        rest.removeFirst(start)
        return items
    }

    /// Whether nothing of an item is left over.
    package var isAtEnd: Bool { rest.isEmpty }

    /// Field 1 of `Backup`, with its length.
    private static let tag: UInt8 = 1 << 3 | 2

    /// Where the next item lies that is here whole.
    private func next(from start: Int) throws(HubCopyFault) -> Range<Int>? {
        guard start < rest.count else { return nil }
        guard rest[start] == BackupDecoder.tag else {
            throw .unreadable(.malformed(.records, offset: start))
        }
        var (length, shift, place) = (0, 0, start + 1)
        while place < rest.count {
            length |= Int(rest[place] & 0x7F) << shift
            place += 1
            guard length <= BackupDecoder.itemBytesMax, shift <= 28 else {
                throw .unreadable(
                    .overLimit(.records, found: length, limit: BackupDecoder.itemBytesMax))
            }
            guard rest[place - 1] < 0x80 else {
                shift += 7
                continue
            }
            return place + length <= rest.count ? place..<place + length : nil
        }
        return nil
    }

    private mutating func item(_ bytes: Bytes) throws -> BackupItem? {
        var reader = FieldReader(bytes, reading: .records)
        let tag = try reader.tag()
        guard let field = BackupField(rawValue: Int(clamping: tag.field)), tag.wire == 2 else {
            throw HubCopyFault.unknownRow(number: tag.field)
        }
        let body = BackupFields(try reader.counted())
        guard reader.isAtEnd else { throw reader.malformed }
        switch field {
        case .name:
            _ = names.number(of: String(decoding: body.bytes, as: UTF8.self))
            return nil
        case .start: return try .start(BackupDecoder.manifest(body))
        case .keyFile: return try .keyFile(name: body.text(1), text: body.text(2))
        case .setting: return try .row(.setting(key: body.text(1), value: body.text(2)))
        case .replica: return try .row(BackupDecoder.replica(body))
        case .invitation: return try .row(BackupDecoder.invitation(body))
        case .event: return try .row(BackupDecoder.event(body))
        case .changeSet: return try .row(BackupDecoder.changeSet(body))
        case .record: return try .row(record(body))
        case .ownChangeSet, .note, .document:
            return try .officeRow(BackupDecoder.officeRow(field, body))
        case .end: return try .end(BackupDecoder.totals(body))
        }
    }

    private func record(_ body: BackupFields) throws -> HubRow {
        let fields = try body.read()
        let id: RecordID = try fields.id(1)
        let visibility = try fields.all(4).map { bytes in
            let row = try BackupFields(bytes).read()
            guard let scope = Scope(try row.text(1)) else { throw row.malformed }
            return VisibilityRow(
                scope: scope, record: id, changed: try row.number(2), entered: try row.number(3),
                isIn: try row.number(4) == 1)
        }
        let state = try RecordState(unpacking: fields.bytes(3), names: names)
        return .record(
            HubRow.Placed(
                record: StoredRecord(id: id, type: try fields.text(2), state: state),
                visibility: visibility, parents: Set(try fields.ids(5))))
    }
}

extension BackupDecoder {
    private static func manifest(_ body: BackupFields) throws -> BackupManifest {
        let fields = try body.read()
        let kind = fields.has(8) ? BackupKind.replica : .hub
        return BackupManifest(
            group: try fields.id(1), kind: kind, owner: try fields.id(kind == .hub ? 2 : 8),
            head: Head(position: try fields.number(3), chain: try fields.id(4)),
            madeAt: try fields.time(5), schemaVersion: Int(clamping: try fields.number(6)),
            software: try fields.text(7))
    }

    private static func replica(_ body: BackupFields) throws -> HubRow {
        let fields = try body.read()
        let registration = Registration(
            peer: Peer(
                replica: try fields.id(4), role: try fields.role(), office: try fields.office(),
                scopes: try fields.scopes()),
            name: try fields.text(5), fingerprint: try fields.bytes(6),
            expiresAt: try fields.time(7), registeredAt: try fields.time(8),
            revokedAt: try fields.optionalTime(9), lastSeenAt: try fields.optionalTime(10),
            lastAddress: fields.has(11) ? try fields.text(11) : nil, key: try fields.bytes(12))
        let word =
            fields.has(13)
            ? ReplicaWord(
                vouched: Head(position: try fields.number(13), chain: try fields.id(14)),
                certified: try fields.number(15)) : nil
        return .replica(
            registration,
            HubRow.Standing(
                word: word, certifiedAt: try fields.optionalTime(16),
                purgedThrough: fields.has(17) ? try fields.number(17) : nil))
    }

    private static func invitation(_ body: BackupFields) throws -> HubRow {
        let fields = try body.read()
        let invitation = Invitation(
            secretHash: try fields.bytes(4), role: try fields.role(), office: try fields.office(),
            scopes: try fields.scopes(), name: try fields.text(5), expiresAt: try fields.time(6),
            usedAt: try fields.optionalTime(7), replaces: try fields.optionalID(8))
        return .invitation(invitation, usedBy: try fields.optionalID(9))
    }

    private static func event(_ body: BackupFields) throws -> HubRow {
        let fields = try body.read()
        return .event(
            AuditLine(
                at: try fields.time(1), subject: try fields.optionalID(2),
                event: try fields.text(3), detail: try fields.text(4)))
    }

    private static func changeSet(_ body: BackupFields) throws -> HubRow {
        let fields = try body.read()
        return .changeSet(
            HubRow.Admitted(
                head: Head(position: try fields.number(1), chain: try fields.id(2)),
                id: try fields.id(3), replica: try fields.id(4), effectiveAt: try fields.time(5),
                verdicts: try fields.bytes(6).map { byte in
                    guard let verdict = Verdict(rawValue: byte) else { throw fields.malformed }
                    return verdict
                }, bytes: try fields.bytes(7)))
    }

    private static func totals(_ body: BackupFields) throws -> HubTotals {
        let fields = try body.read()
        var counts = HubCount()
        counts.settings = try fields.count(3)
        counts.replicas = try fields.count(4)
        counts.invitations = try fields.count(5)
        counts.events = try fields.count(6)
        counts.changeSets = try fields.count(7)
        counts.records = try fields.count(8)
        counts.own = try fields.count(10)
        counts.notes = try fields.count(11)
        counts.documents = try fields.count(12)
        let digests = try fields.all(9).map { bytes in
            let line = try BackupFields(bytes).read()
            return StoreDigest(
                type: try line.text(1), count: try line.count(2), digest: try line.text(3))
        }
        return HubTotals(
            head: Head(position: try fields.number(1), chain: try fields.id(2)), counts: counts,
            digests: digests)
    }
}
