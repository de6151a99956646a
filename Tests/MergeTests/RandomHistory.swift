import Merge

/// Change sets of a few replicas on a few records, each naming what its writer had seen.
struct RandomHistory {
    let changeSets: [SealedChangeSet]
    let records: [RecordID]

    init(seed: UInt64, changeSets count: Int = 24) {
        var dice = Dice(seed: seed)
        let records = (0..<3).map { _ in RecordID(bits: dice.wide()) }
        var views: [[RecordID: RecordState]] = Array(repeating: [:], count: 3)
        var sealed: [SealedChangeSet] = []
        for number in 0..<count {
            let writer = dice.below(views.count)
            for earlier in sealed where dice.isLucky(25) {
                FoldedSet.fold(earlier, into: &views[writer])
            }
            let ops = RandomHistory.ops(records, views[writer], &dice)
            let next = SealedChangeSet(
                sealing: ChangeSet(
                    replica: ReplicaID(bits: UInt128(writer)), actor: nil, role: .office,
                    claimedAt: Timestamp(milliseconds: Int64(number)), parent: sealed.last?.id,
                    nonce: dice.next(), ops: ops))
            sealed.append(next)
            FoldedSet.fold(next, into: &views[writer])
        }
        self.changeSets = sealed
        self.records = records
    }

    private static func ops(
        _ records: [RecordID], _ view: [RecordID: RecordState], _ dice: inout Dice
    ) -> [Op] {
        (0...dice.below(3)).map { _ in
            let record = records[dice.below(records.count)]
            let attribute = ["a", "b"][dice.below(2)]
            let key = dice.isLucky(50) ? Bytes() : Value([.int(Int64(dice.below(2)))]).encoded
            let seen = view[record]?.seen(attribute, key: key) ?? []
            let removes = !seen.isEmpty && dice.isLucky(25)
            let value = removes ? nil : Value([.int(Int64(dice.below(9)))]).encoded
            return Op(
                record: record, type: "t", attribute: attribute, key: key, value: value,
                replaces: seen)
        }
    }

    /// The entries that live, by the definition and without the fold: nobody names them.
    func survivors(of record: RecordID) -> Set<EntryID> {
        let ops = changeSets.flatMap { sealed in
            sealed.content.ops.enumerated().map { index, op in
                (id: EntryID(changeSet: sealed.id, index: UInt32(index)), op: op)
            }
        }.filter { $0.op.record == record }
        return Set(
            ops.filter { entry in
                entry.op.value != nil
                    && !ops.contains {
                        $0.op.replaces.contains(entry.id) && $0.op.hasSameTarget(as: entry.op)
                    }
            }.map(\.id))
    }
}
