internal import Foundation
internal import Merge
package import Sync

extension OfficeMessage: Framed {
    package init(frame: Bridgework_V1_OfficeFrame) throws(WireError) {
        switch frame.body {
        case .hello(let hello): self = .hello(try Hello(wire: hello))
        case .push(let push):
            self =
                push.sealed.isEmpty
                ? .push(try OfficeMessage.changeSets(push))
                : .pushSealed(try OfficeMessage.boxes(push))
        case .purged(let purged):
            self = .purged(
                PurgeReceipt(
                    through: try WireField.through.number(purged.through),
                    count: try WireField.count.number(purged.count)))
        case .revocations(let list): self = .revocations(try RevocationList(wire: list))
        case .pull(let pull): self = .pull(try Pull(wire: pull))
        case .compare(let compare): self = .compare(try Compare(wire: compare))
        case nil: throw .missing(.frame)
        }
    }

    package var frame: Bridgework_V1_OfficeFrame {
        var frame = Bridgework_V1_OfficeFrame()
        switch self {
        case .hello(let hello): frame.hello = hello.wire
        case .push(let changeSets): frame.push.changeSets = changeSets.map { Data($0) }
        case .pushSealed(let boxes):
            frame.push.sealed = boxes.map { Data($0.id.bytes) + Data($0.bytes) }
        case .pull(let pull): frame.pull = pull.wire
        case .compare(let compare): frame.compare = compare.wire
        case .revocations(let list): frame.revocations = list.wire
        case .purged(let receipt):
            frame.purged.through = receipt.through
            frame.purged.count = receipt.count
        }
        return frame
    }

    /// Each is the 16 bytes of its change set's id and the box.
    private static func boxes(_ push: Bridgework_V1_Push) throws(WireError) -> [SealedBox] {
        guard push.changeSets.isEmpty else { throw .malformed(.sealed) }
        try WireField.sealed.count(push.sealed.count, max: SyncLimits.pushCountMax)
        let total = push.sealed.reduce(0) { $0 + $1.count }
        let limit = SyncLimits.pushBytesMax + MergeLimits.changeSetBytesMax
        try WireField.sealed.count(total, max: limit)
        var boxes: [SealedBox] = []
        for bytes in push.sealed {
            guard bytes.count > 16 else { throw .missing(.sealed) }
            boxes.append(
                SealedBox(
                    id: try ChangeSetID(wire: bytes.prefix(16), .sealed),
                    bytes: [UInt8](bytes.dropFirst(16))[...]))
        }
        return boxes
    }

    /// Bytes that are no change set are the hub's to quarantine: one bad one never stops the
    /// others.
    private static func changeSets(_ push: Bridgework_V1_Push) throws(WireError) -> [Bytes] {
        guard !push.changeSets.isEmpty else { throw .missing(.changeSets) }
        try WireField.changeSets.count(push.changeSets.count, max: SyncLimits.pushCountMax)
        let total = push.changeSets.reduce(0) { $0 + $1.count }
        let limit = SyncLimits.pushBytesMax + MergeLimits.changeSetBytesMax
        try WireField.changeSets.count(total, max: limit)
        guard !push.changeSets.contains(where: \.isEmpty) else { throw .missing(.changeSet) }
        return push.changeSets.map { [UInt8]($0)[...] }
    }
}

extension OfficeMessage.Hello {
    init(wire hello: Bridgework_V1_Hello) throws(WireError) {
        self.init(
            version: try WireField.version.version(hello.version),
            group: try RecordID(wire: hello.group, .group),
            replica: try ReplicaID(wire: hello.replica, .replica),
            schemaVersion: Int(try WireField.schemaVersion.version(hello.schemaVersion)),
            top: try Head(wire: hello.top, isPresent: hello.hasTop),
            cursor: try Cursor(wire: hello.cursor, isPresent: hello.hasCursor),
            clock: try WireField.clock.clock(hello.clock),
            pending: try WireField.pending.number(hello.pending),
            scopes: try WireField.scopes.scopes(hello.scopes),
            certified: try WireField.certified.number(hello.certified),
            revocations: hello.revocations,
            released: hello.hasReleased
                ? try Head(wire: hello.released, isPresent: true) : .origin,
            completesOwn: hello.completesOwn)
    }

    var wire: Bridgework_V1_Hello {
        var hello = Bridgework_V1_Hello()
        hello.version = version
        hello.group = group.wire
        hello.replica = replica.wire
        hello.schemaVersion = UInt32(clamping: schemaVersion)
        hello.top = top.wire
        hello.cursor = cursor.wire
        hello.clock = clock.milliseconds
        hello.pending = pending
        hello.scopes = scopes.map(\.description)
        hello.certified = certified
        hello.revocations = revocations
        if released != .origin { hello.released = released.wire }
        hello.completesOwn = completesOwn
        return hello
    }
}

extension OfficeMessage.Pull {
    init(wire pull: Bridgework_V1_Pull) throws(WireError) {
        self.init(
            cursor: try Cursor(wire: pull.cursor, isPresent: pull.hasCursor),
            rowsMax: Int(try WireField.rowsMax.version(pull.rowsMax)),
            waits: pull.waits, certified: try WireField.certified.number(pull.certified))
    }

    var wire: Bridgework_V1_Pull {
        var pull = Bridgework_V1_Pull()
        pull.cursor = cursor.wire
        pull.rowsMax = UInt32(clamping: max(1, rowsMax))
        pull.waits = waits
        pull.certified = certified
        return pull
    }
}

extension OfficeMessage.Compare {
    init(wire compare: Bridgework_V1_Compare) throws(WireError) {
        self.init(
            cursor: try Cursor(wire: compare.cursor, isPresent: compare.hasCursor),
            sums: try DigestSums(wire: compare.types))
    }

    var wire: Bridgework_V1_Compare {
        var compare = Bridgework_V1_Compare()
        compare.cursor = cursor.wire
        compare.types = sums.wire
        return compare
    }
}
