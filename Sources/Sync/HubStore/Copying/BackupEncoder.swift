import Merge

// `protocol/backup.proto`, with the attribute names of all records numbered once: each is told
// before the first record that uses it.

/// Turns what a backup tells into bytes: one encoder for the whole of a backup.
package struct BackupEncoder {
    private var names = NameTable()

    package init() {}

    /// The item's bytes as a field of `Backup`, after the names that they need: all of them, end to
    /// end, are that message.
    package mutating func encoded(_ item: BackupItem) -> [UInt8] {
        var out = FieldWriter()
        switch item {
        case .start(let manifest): out.item(.start, BackupEncoder.manifest(manifest))
        case .keyFile(let name, let text):
            var body = FieldWriter()
            body.field(1, bytes: Array(name.utf8))
            body.field(2, bytes: Array(text.utf8))
            out.item(.keyFile, body)
        case .row(let row): append(row, to: &out)
        case .officeRow(let row): BackupEncoder.append(row, to: &out)
        case .end(let totals): out.item(.end, BackupEncoder.totals(totals))
        }
        return out.bytes
    }

    private mutating func append(_ row: HubRow, to out: inout FieldWriter) {
        switch row {
        case .setting(let key, let value):
            var body = FieldWriter()
            body.field(1, bytes: Array(key.utf8))
            body.field(2, bytes: Array(value.utf8))
            out.item(.setting, body)
        case .replica(let registration, let standing):
            out.item(.replica, BackupEncoder.replica(registration, standing))
        case .invitation(let invitation, let replica):
            out.item(.invitation, BackupEncoder.invitation(invitation, replica))
        case .event(let line): out.item(.event, BackupEncoder.event(line))
        case .changeSet(let admitted):
            out.item(.changeSet, BackupEncoder.changeSet(admitted))
        case .record(let placed):
            let known = names.names.count
            let body = record(placed)
            for name in names.names[known...] {
                out.item(.name, FieldWriter(text: name))
            }
            out.item(.record, body)
        }
    }

    private mutating func record(_ placed: HubRow.Placed) -> FieldWriter {
        let state = placed.record.state.packed(names: &names)
        var body = FieldWriter(capacity: state.count + 96)
        body.field(1, id: placed.record.id)
        body.field(2, bytes: Array(placed.record.type.utf8))
        body.field(3, bytes: state)
        for row in placed.visibility {
            var visible = FieldWriter()
            visible.field(1, bytes: Array(row.scope.description.utf8))
            visible.field(2, varint: row.changed)
            visible.field(3, varint: row.entered)
            visible.field(4, varint: row.isIn ? 1 : 0)
            body.field(4, bytes: visible.bytes)
        }
        for parent in placed.parents.sorted() { body.field(5, id: parent) }
        return body
    }

    private static func manifest(_ manifest: BackupManifest) -> FieldWriter {
        var body = FieldWriter()
        body.field(1, id: manifest.group)
        if manifest.kind == .hub { body.field(2, id: manifest.owner) }
        body.field(3, varint: manifest.head.position)
        body.field(4, id: manifest.head.chain)
        body.field(5, signed: manifest.madeAt.milliseconds)
        body.field(6, varint: UInt64(clamping: manifest.schemaVersion))
        body.field(7, bytes: Array(manifest.software.utf8))
        if manifest.kind == .replica { body.field(8, id: manifest.owner) }
        return body
    }

    private static func replica(
        _ registration: Registration, _ standing: HubRow.Standing
    ) -> FieldWriter {
        var body = FieldWriter()
        body.seat(registration.peer.role, registration.peer.office, registration.peer.scopes)
        body.field(4, id: registration.peer.replica)
        body.field(5, bytes: Array(registration.name.utf8))
        body.field(6, bytes: registration.fingerprint)
        body.field(7, signed: registration.expiresAt.milliseconds)
        body.field(8, signed: registration.registeredAt.milliseconds)
        body.optional(9, registration.revokedAt)
        body.optional(10, registration.lastSeenAt)
        if let address = registration.lastAddress { body.field(11, bytes: Array(address.utf8)) }
        body.field(12, bytes: registration.key)
        if let word = standing.word {
            body.field(13, varint: word.vouched.position)
            body.field(14, id: word.vouched.chain)
            body.field(15, varint: word.certified)
        }
        body.optional(16, standing.certifiedAt)
        if let through = standing.purgedThrough { body.field(17, varint: through) }
        return body
    }

    private static func invitation(
        _ invitation: Invitation, _ replica: ReplicaID?
    ) -> FieldWriter {
        var body = FieldWriter()
        body.seat(invitation.role, invitation.office, invitation.scopes)
        body.field(4, bytes: invitation.secretHash)
        body.field(5, bytes: Array(invitation.name.utf8))
        body.field(6, signed: invitation.expiresAt.milliseconds)
        body.optional(7, invitation.usedAt)
        if let replaces = invitation.replaces { body.field(8, id: replaces) }
        if let replica { body.field(9, id: replica) }
        return body
    }

    private static func event(_ line: AuditLine) -> FieldWriter {
        var body = FieldWriter()
        body.field(1, signed: line.at.milliseconds)
        if let subject = line.subject { body.field(2, id: subject) }
        body.field(3, bytes: Array(line.event.utf8))
        body.field(4, bytes: Array(line.detail.utf8))
        return body
    }

    private static func changeSet(_ admitted: HubRow.Admitted) -> FieldWriter {
        var body = FieldWriter(capacity: admitted.bytes.count + 128)
        body.field(1, varint: admitted.head.position)
        body.field(2, id: admitted.head.chain)
        body.field(3, id: admitted.id)
        body.field(4, id: admitted.replica)
        body.field(5, signed: admitted.effectiveAt.milliseconds)
        body.field(6, bytes: admitted.verdicts.map(\.rawValue))
        body.field(7, bytes: admitted.bytes)
        return body
    }

    private static func totals(_ totals: HubTotals) -> FieldWriter {
        var body = FieldWriter()
        body.field(1, varint: totals.head.position)
        body.field(2, id: totals.head.chain)
        let counts = totals.counts
        for (number, count) in zip(
            3...,
            [
                counts.settings, counts.replicas, counts.invitations, counts.events,
                counts.changeSets, counts.records,
            ])
        { body.field(number, varint: UInt64(count)) }
        for line in totals.digests {
            var digest = FieldWriter()
            digest.field(1, bytes: Array(line.type.utf8))
            digest.field(2, varint: UInt64(line.count))
            digest.field(3, bytes: Array(line.digest.utf8))
            body.field(9, bytes: digest.bytes)
        }
        for (number, count) in zip(10..., [counts.own, counts.notes, counts.documents])
        where count > 0 { body.field(number, varint: UInt64(count)) }
        return body
    }
}

/// The field of `BackupItem` in `backup.proto` that holds an item.
enum BackupField: Int {
    case start = 1
    case name, setting, replica, invitation, event, changeSet, record, keyFile, end
    case ownChangeSet, note, document
}

extension FieldWriter {
    fileprivate init(text: String) {
        self.init()
        raw(Array(text.utf8))
    }

    /// A whole `BackupItem`, as one field of `Backup`.
    mutating func item(_ field: BackupField, _ body: FieldWriter) {
        self.field(1, messageBytes: FieldWriter.size(countedBytes: body.bytes.count))
        self.field(field.rawValue, bytes: body.bytes)
    }

    fileprivate mutating func seat(_ role: Role, _ office: RecordID?, _ scopes: [Scope]) {
        field(1, bytes: Array(role.rawValue.utf8))
        if let office { field(2, id: office) }
        for scope in scopes { field(3, bytes: Array(scope.description.utf8)) }
    }

    fileprivate mutating func optional(_ number: Int, _ time: Timestamp?) {
        if let time { field(number, signed: time.milliseconds) }
    }
}
