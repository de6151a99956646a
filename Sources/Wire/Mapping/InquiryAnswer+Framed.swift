internal import Foundation
internal import Merge
package import Sync

extension InquiryAnswer: Framed {
    package init(frame: Bridgework_V1_Answer) throws(WireError) {
        switch frame.answer {
        case .historicWrite(let write): self = .historicWrite(try HistoricWrite(wire: write))
        case .sum(let sum):
            self = .sum(try AccountHolder(wire: sum.holder), try Account(wire: sum))
        case .accountedWrite(let write):
            self = .accountedWrite(try WriteAudit.Line(wire: write))
        case .refused(let refusal): self = .refused(try InquiryRefusal(wire: refusal))
        case nil: throw .missing(.answer)
        }
    }

    package var frame: Bridgework_V1_Answer {
        var frame = Bridgework_V1_Answer()
        switch self {
        case .historicWrite(let write): frame.historicWrite = write.wire
        case .sum(let holder, let account): frame.sum = account.wire(of: holder)
        case .accountedWrite(let line): frame.accountedWrite = line.wire
        case .refused(let refusal): frame.refused = refusal.wire
        }
        return frame
    }
}

extension InquiryRefusal {
    init(wire refusal: Bridgework_V1_InquiryRefusal) throws(WireError) {
        guard refusal != .unspecified else { throw .missing(.refusal) }
        let number = UInt32(truncatingIfNeeded: refusal.rawValue)
        guard let known = InquiryRefusal(rawValue: number) else {
            throw .unknown(.refusal, code: UInt64(number))
        }
        self = known
    }

    var wire: Bridgework_V1_InquiryRefusal {
        Bridgework_V1_InquiryRefusal(rawValue: Int(rawValue)) ?? .otherReplica
    }
}

extension AccountHolder {
    init(wire holder: Bridgework_V1_Holder) throws(WireError) {
        switch holder.kind {
        case .office: self = .office(try RecordID(wire: holder.office, .office))
        case .centre: self = .centre
        case .hub: self = .hub
        case .unknown: self = .unknown
        case .unspecified: throw .missing(.holder)
        case .UNRECOGNIZED(let code):
            throw .unknown(.holder, code: UInt64(UInt32(truncatingIfNeeded: code)))
        }
    }

    var wire: Bridgework_V1_Holder {
        var holder = Bridgework_V1_Holder()
        switch self {
        case .office(let id):
            holder.kind = .office
            holder.office = id.wire
        case .centre: holder.kind = .centre
        case .hub: holder.kind = .hub
        case .unknown: holder.kind = .unknown
        }
        return holder
    }
}

extension Account {
    init(wire sum: Bridgework_V1_AccountSum) throws(WireError) {
        self.init()
        try WireField.count.count(sum.fates.count, max: Fate.Kind.allCases.count)
        try WireField.count.count(sum.reasons.count, max: Verdict.allCases.count)
        meet(try WireField.count.writes(sum.writes))
        for fate in sum.fates {
            settle(kind: try Fate.Kind(wire: fate.fate), try WireField.count.writes(fate.writes))
        }
        for reason in sum.reasons {
            blame(try Verdict(wire: reason.verdict), try WireField.count.writes(reason.writes))
        }
    }

    func wire(of holder: AccountHolder) -> Bridgework_V1_AccountSum {
        var sum = Bridgework_V1_AccountSum()
        sum.holder = holder.wire
        sum.writes = UInt64(writes)
        for kind in Fate.Kind.allCases where self[kind] > 0 {
            var fate = Bridgework_V1_FateCount()
            fate.fate = UInt32(kind.rawValue)
            fate.writes = UInt64(self[kind])
            sum.fates.append(fate)
        }
        for (verdict, count) in reasons.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            var reason = Bridgework_V1_VerdictCount()
            reason.verdict = UInt32(verdict.rawValue)
            reason.writes = UInt64(count)
            sum.reasons.append(reason)
        }
        return sum
    }
}

extension WriteAudit.Line {
    init(wire write: Bridgework_V1_AccountedWrite) throws(WireError) {
        let successor =
            write.hasSuccessor ? try EntryID(wire: write.successor) : nil
        self.init(
            holder: try AccountHolder(wire: write.holder),
            changeSet: try ChangeSetID(wire: write.changeSet, .changeSet),
            position: write.hasPosition ? try WireField.position.number(write.position) : nil,
            index: write.hasIndex ? write.index : nil,
            at: try WireField.clock.anyTime(write.at),
            replica: write.hasReplica ? try ReplicaID(wire: write.replica, .replica) : nil,
            actor: write.hasActor ? try RecordID(wire: write.actor, .actor) : nil,
            type: write.type.isEmpty ? "" : try WireField.record.name(write.type),
            record: write.hasRecord ? try RecordID(wire: write.record, .record) : nil,
            attribute: write.attribute.isEmpty ? "" : try WireField.attribute.name(write.attribute),
            fate: try Fate(wire: write, successor))
    }

    var wire: Bridgework_V1_AccountedWrite {
        var write = Bridgework_V1_AccountedWrite()
        write.holder = holder.wire
        write.changeSet = changeSet.wire
        if let index { write.index = index }
        if let position { write.position = position }
        write.at = at.milliseconds
        if let replica { write.replica = replica.wire }
        if let actor { write.actor = actor.wire }
        write.type = type
        if let record { write.record = record.wire }
        write.attribute = attribute
        write.fate = UInt32(fate.kind.rawValue)
        if case .quarantined(let verdict) = fate { write.verdict = UInt32(verdict.rawValue) }
        if let successor = fate.successor { write.successor = successor.wire }
        return write
    }
}

extension Fate {
    fileprivate init(
        wire write: Bridgework_V1_AccountedWrite, _ successor: EntryID?
    ) throws(WireError) {
        switch try Kind(wire: write.fate) {
        case .pending: self = .pending
        case .current: self = .current
        case .removal: self = .removal
        case .outranked:
            guard let successor else { throw .missing(.entry) }
            self = .outranked(by: successor)
        case .superseded: self = .superseded(by: successor)
        case .inConflict: self = .inConflict
        case .proposed: self = .proposed
        case .custody: self = .custody
        case .quarantined: self = .quarantined(try Verdict(wire: write.verdict))
        case .redacted: self = .redacted
        case .missing: self = .missing
        }
    }
}
