internal import Foundation
internal import Merge
internal import Sync

extension HistoricWrite {
    init(wire write: Bridgework_V1_HistoricWrite) throws(WireError) {
        try WireField.reason.count(write.reason.utf8.count, max: MergeLimits.reasonBytesMax)
        try WireField.key.count(write.key.count, max: MergeLimits.keyBytesMax)
        try WireField.value.count(write.value.count, max: MergeLimits.valueBytesMax)
        try WireField.entry.count(write.replaces.count, max: MergeLimits.replacesMax)
        var replaces: [EntryID] = []
        for name in write.replaces { replaces.append(try EntryID(wire: name)) }
        self.init(
            entry: EntryID(
                changeSet: try ChangeSetID(wire: write.changeSet, .changeSet), index: write.index),
            position: try WireField.position.number(write.position),
            claimedAt: try WireField.clock.anyTime(write.claimedAt),
            effectiveAt: try WireField.clock.anyTime(write.effectiveAt),
            replica: try ReplicaID(wire: write.replica, .replica),
            office: write.hasOffice ? try RecordID(wire: write.office, .office) : nil,
            actor: write.hasActor ? try RecordID(wire: write.actor, .actor) : nil,
            role: try Role(wire: write.role), reason: write.reason,
            attribute: try WireField.attribute.name(write.attribute),
            key: [UInt8](write.key)[...],
            value: write.hasValue ? [UInt8](write.value)[...] : nil, isWithheld: write.withheld,
            replaces: replaces, verdict: try Verdict(wire: write.verdict))
    }

    var wire: Bridgework_V1_HistoricWrite {
        var write = Bridgework_V1_HistoricWrite()
        write.changeSet = entry.changeSet.wire
        write.index = entry.index
        write.position = position ?? 0
        write.claimedAt = claimedAt.milliseconds
        write.effectiveAt = effectiveAt.milliseconds
        write.replica = replica.wire
        if let office { write.office = office.wire }
        if let actor { write.actor = actor.wire }
        write.role = role.wire
        write.reason = reason
        write.attribute = attribute
        write.key = Data(key)
        if let value { write.value = Data(value) }
        write.withheld = isWithheld
        write.replaces = replaces.map(\.wire)
        write.verdict = UInt32(verdict?.rawValue ?? 0)
        return write
    }
}

extension EntryID {
    init(wire name: Bridgework_V1_EntryName) throws(WireError) {
        self.init(
            changeSet: try ChangeSetID(wire: name.changeSet, .changeSet), index: name.index)
    }

    var wire: Bridgework_V1_EntryName {
        var name = Bridgework_V1_EntryName()
        name.changeSet = changeSet.wire
        name.index = index
        return name
    }
}
