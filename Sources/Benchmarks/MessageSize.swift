import Merge
import Sync

/// Application bytes of the messages of an idle exchange, as the protobuf contract lays them out.
///
/// The end-to-end test counts real ones; this counts fields, so that `bench` needs no transport.
enum MessageSize {
    static func of(_ message: OfficeMessage) -> Int {
        var writer = FieldWriter()
        switch message {
        case .hello(let hello):
            writer.field(1, varint: UInt64(hello.version))
            writer.field(2, bytes: hello.group.bytes)
            writer.field(3, bytes: hello.replica.bytes)
            writer.field(4, varint: UInt64(hello.schemaVersion))
            writer.field(5, bytes: head(hello.top))
            writer.field(6, bytes: cursor(hello.cursor))
            writer.field(7, signed: hello.clock.milliseconds)
            writer.field(8, varint: hello.pending)
            for scope in hello.scopes { writer.field(9, bytes: scope.description.utf8) }
            if hello.certified > 0 { writer.field(10, varint: hello.certified) }
            if hello.revocations > 0 { writer.field(11, fixed64: hello.revocations) }
            if hello.released != .origin { writer.field(12, bytes: head(hello.released)) }
        case .push(let changeSets):
            for bytes in changeSets { writer.field(1, bytes: bytes) }
        case .pushSealed(let boxes):
            for box in boxes { writer.field(2, bytes: box.id.bytes + box.bytes) }
        case .pull(let pull):
            writer.field(1, bytes: cursor(pull.cursor))
            writer.field(2, varint: UInt64(pull.rowsMax))
            if pull.certified > 0 { writer.field(4, varint: pull.certified) }
        case .compare(let compare):
            writer.field(1, bytes: cursor(compare.cursor))
            for _ in compare.sums.sums { writer.field(2, id: SetDigest.empty) }
        case .revocations(let list): writer.field(1, bytes: list.content(of: BenchHub.group))
        case .purged(let receipt):
            writer.field(1, varint: receipt.through)
            writer.field(2, varint: receipt.count)
        }
        return writer.bytes.count + 2
    }

    static func of(_ message: HubMessage) -> Int {
        var writer = FieldWriter()
        switch message {
        case .welcome(let welcome):
            writer.field(1, varint: welcome.isHistoryKnown ? 1 : 0)
            writer.field(2, bytes: head(welcome.head))
            writer.field(3, signed: welcome.clock.milliseconds)
            for scope in welcome.scopes { writer.field(4, bytes: scope.description.utf8) }
            writer.field(5, varint: welcome.backedUpThrough)
            if !welcome.sealingKey.isEmpty { writer.field(6, bytes: welcome.sealingKey) }
            if let secret = welcome.idSecret { writer.field(7, bytes: self.secret(secret)) }
            for address in welcome.addresses { writer.field(11, bytes: address.description.utf8) }
        case .acknowledged(let acknowledgements):
            for acknowledgement in acknowledgements {
                writer.field(1, bytes: acknowledgement.id.bytes)
                writer.field(2, bytes: head(acknowledgement.head))
                writer.field(3, bytes: acknowledgement.verdicts.map(\.rawValue))
            }
        case .page(let page):
            writer.field(1, bytes: cursor(page.at))
            writer.field(2, varint: page.to.position)
            writer.field(3, varint: page.isLast ? 1 : 0)
            writer.field(4, bytes: head(page.head))
            writer.field(5, bytes: page.rows)
            if let digest = page.digest { writer.field(6, id: digest) }
        case .repair(let repair):
            writer.field(1, bytes: head(repair.head))
            writer.field(2, id: repair.digest)
            writer.field(5, bytes: repair.rows)
        case .refused(let refusal):
            writer.field(1, varint: UInt64(refusal.rawValue))
        }
        return writer.bytes.count + 2
    }

    private static func head(_ head: Head) -> [UInt8] {
        var writer = FieldWriter()
        writer.field(1, varint: head.position)
        writer.field(2, bytes: head.chain.bytes)
        return writer.bytes
    }

    private static func secret(_ secret: IDSecret) -> [UInt8] {
        var writer = FieldWriter()
        writer.field(1, varint: UInt64(secret.version))
        writer.field(2, bytes: secret.bytes)
        if case .office(let office) = secret.holder { writer.field(3, id: office) }
        return writer.bytes
    }

    private static func cursor(_ cursor: Cursor) -> [UInt8] {
        var writer = FieldWriter()
        writer.field(1, varint: cursor.from)
        writer.field(2, varint: cursor.through.position)
        if !cursor.through.isEndOfPosition { writer.field(3, id: cursor.through.record) }
        return writer.bytes
    }
}
