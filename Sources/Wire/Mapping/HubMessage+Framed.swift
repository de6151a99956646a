internal import Foundation
internal import Merge
package import Sync

extension HubMessage: Framed {
    package init(frame: Bridgework_V1_HubFrame) throws(WireError) {
        switch frame.body {
        case .welcome(let welcome): self = .welcome(try Welcome(wire: welcome))
        case .acknowledged(let acknowledged):
            self = .acknowledged(try HubMessage.acknowledgements(acknowledged))
        case .page(let page): self = .page(try Page(wire: page))
        case .refused(let refused): self = .refused(try SyncRefusal(wire: refused.refusal))
        case .repair(let repair): self = .repair(try Repair(wire: repair))
        case nil: throw .missing(.frame)
        }
    }

    package var frame: Bridgework_V1_HubFrame {
        var frame = Bridgework_V1_HubFrame()
        switch self {
        case .welcome(let welcome): frame.welcome = welcome.wire
        case .acknowledged(let acknowledgements):
            frame.acknowledged.acknowledgements = acknowledgements.map(\.wire)
        case .page(let page): frame.page = page.wire
        case .refused(let refusal): frame.refused.refusal = refusal.wire
        case .repair(let repair): frame.repair = repair.wire
        }
        return frame
    }

    private static func acknowledgements(
        _ acknowledged: Bridgework_V1_Acknowledged
    ) throws(WireError) -> [Acknowledgement] {
        let wires = acknowledged.acknowledgements
        guard !wires.isEmpty else { throw .missing(.acknowledgements) }
        try WireField.acknowledgements.count(wires.count, max: SyncLimits.pushCountMax)
        var acknowledgements: [Acknowledgement] = []
        acknowledgements.reserveCapacity(wires.count)
        for wire in wires { acknowledgements.append(try Acknowledgement(wire: wire)) }
        return acknowledgements
    }
}

extension HubMessage.Welcome {
    init(wire welcome: Bridgework_V1_Welcome) throws(WireError) {
        self.init(
            isHistoryKnown: welcome.historyKnown,
            head: try Head(wire: welcome.head, isPresent: welcome.hasHead),
            clock: try WireField.clock.clock(welcome.clock),
            scopes: try WireField.scopes.scopes(welcome.scopes),
            backedUpThrough: try WireField.backedUpThrough.number(welcome.backedUpThrough),
            sealingKey: try WireField.sealingKey.key(welcome.sealingKey),
            idSecret: welcome.hasIDSecret ? try IDSecret(wire: welcome.idSecret) : nil,
            revocations: welcome.hasRevocations
                ? try RevocationList(wire: welcome.revocations) : nil,
            isRestoring: welcome.restoring, isReleasedLost: welcome.releasedLost,
            addresses: try WireField.addresses.addresses(welcome.addresses))
    }

    var wire: Bridgework_V1_Welcome {
        var welcome = Bridgework_V1_Welcome()
        welcome.historyKnown = isHistoryKnown
        welcome.head = head.wire
        welcome.clock = clock.milliseconds
        welcome.scopes = scopes.map(\.description)
        welcome.backedUpThrough = backedUpThrough
        welcome.sealingKey = Data(sealingKey)
        if let idSecret { welcome.idSecret = idSecret.wire }
        if let revocations { welcome.revocations = revocations.wire }
        welcome.restoring = isRestoring
        welcome.releasedLost = isReleasedLost
        welcome.addresses = addresses.map(\.description)
        return welcome
    }
}

extension HubMessage.Acknowledgement {
    init(wire acknowledgement: Bridgework_V1_Acknowledgement) throws(WireError) {
        let bytes = acknowledgement.verdicts
        guard !bytes.isEmpty else { throw .missing(.verdicts) }
        try WireField.verdicts.count(bytes.count, max: MergeLimits.opsMax)
        var verdicts: [Verdict] = []
        verdicts.reserveCapacity(bytes.count)
        for byte in bytes {
            guard let verdict = Verdict(rawValue: byte) else {
                throw .unknown(.verdict, code: UInt64(byte))
            }
            verdicts.append(verdict)
        }
        let head = try Head(wire: acknowledgement.head, isPresent: acknowledgement.hasHead)
        guard head.position > 0 else { throw .missing(.position) }
        self.init(
            id: try ChangeSetID(wire: acknowledgement.changeSet, .changeSet), head: head,
            verdicts: verdicts)
    }

    var wire: Bridgework_V1_Acknowledgement {
        var acknowledgement = Bridgework_V1_Acknowledgement()
        acknowledgement.changeSet = id.wire
        acknowledgement.head = head.wire
        acknowledgement.verdicts = Data(verdicts.map(\.rawValue))
        return acknowledgement
    }
}

extension HubMessage.Page {
    init(wire page: Bridgework_V1_Page) throws(WireError) {
        let at = try Cursor(wire: page.at, isPresent: page.hasAt)
        let head = try Head(wire: page.head, isPresent: page.hasHead)
        let to = try RowMark(
            position: try WireField.pageTo.number(page.to), wire: page.toRecord)
        let most = max(at.through, .end(of: head.position))
        guard (at.through...most).contains(to), !page.isLast || to.isEndOfPosition else {
            throw .malformed(.pageTo)
        }
        var digest: SetDigest?
        if !page.digest.isEmpty {
            // It is of the base as of the head, which only a whole pull reaches.
            guard page.isLast, to.position == head.position else { throw .malformed(.digest) }
            digest = try SetDigest(wire: page.digest, .digest)
        }
        self.init(
            at: at, to: to, isLast: page.isLast, head: head, rows: [UInt8](page.rows)[...],
            digest: digest)
    }

    var wire: Bridgework_V1_Page {
        var page = Bridgework_V1_Page()
        page.at = at.wire
        page.to = to.position
        page.toRecord = to.wireRecord
        page.isLast = isLast
        page.head = head.wire
        page.rows = Data(rows)
        page.digest = digest?.wire ?? Data()
        return page
    }
}

extension HubMessage.Repair {
    init(wire repair: Bridgework_V1_Repair) throws(WireError) {
        self.init(
            head: try Head(wire: repair.head, isPresent: repair.hasHead),
            digest: try SetDigest(wire: repair.digest, .digest),
            places: try DigestSums.places(wire: repair.places), hasMore: repair.more,
            after: repair.after.isEmpty ? nil : try RecordID(wire: repair.after, .record),
            upTo: repair.upTo.isEmpty ? nil : try RecordID(wire: repair.upTo, .record),
            withheld: try HubMessage.Repair.ids(repair.withheld),
            rows: [UInt8](repair.rows)[...])
    }

    private static func ids(_ bytes: Data) throws(WireError) -> [RecordID] {
        guard bytes.count.isMultiple(of: 16) else { throw .malformed(.withheld) }
        try WireField.withheld.count(bytes.count / 16, max: SyncLimits.withheldMax)
        var ids: [RecordID] = []
        for start in stride(from: 0, to: bytes.count, by: 16) {
            ids.append(try RecordID(wire: bytes.dropFirst(start).prefix(16), .withheld))
        }
        return ids
    }

    var wire: Bridgework_V1_Repair {
        var repair = Bridgework_V1_Repair()
        repair.head = head.wire
        repair.digest = digest.wire
        repair.places = DigestSums.wire(of: places)
        repair.more = hasMore
        repair.rows = Data(rows)
        repair.after = after?.wire ?? Data()
        repair.upTo = upTo?.wire ?? Data()
        repair.withheld = withheld.reduce(into: Data()) { $0 += $1.wire }
        return repair
    }
}

extension SyncRefusal {
    init(wire refusal: Bridgework_V1_Refusal) throws(WireError) {
        guard refusal != .unspecified else { throw .missing(.refusal) }
        let number = UInt32(truncatingIfNeeded: refusal.rawValue)
        guard let known = SyncRefusal(rawValue: number) else {
            throw .unknown(.refusal, code: UInt64(number))
        }
        self = known
    }

    var wire: Bridgework_V1_Refusal {
        Bridgework_V1_Refusal(rawValue: Int(rawValue)) ?? .malformed
    }
}
