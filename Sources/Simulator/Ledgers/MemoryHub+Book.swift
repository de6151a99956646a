package import Merge
package import Sync

extension MemoryHub: AccountBook {
    package var isWhole: Bool { true }

    package func page(after ordinal: Int64) -> [AccountedChangeSet] {
        let start = Int(ordinal)
        guard start < history.count else { return [] }
        return history[start..<min(history.count, start + 64)].map { accounted($0) }
    }

    func accounted(_ admitted: Admitted) -> AccountedChangeSet {
        AccountedChangeSet(
            ordinal: Int64(admitted.head.position), id: admitted.id,
            replica: holder(of: admitted), content: admitted.content,
            verdicts: admitted.verdicts, position: admitted.head.position,
            effectiveAt: admitted.effectiveAt, isOverlay: false)
    }

    package func states(
        of records: Set<RecordID>, withOverlay: Bool
    ) -> [RecordID: RecordState] {
        var states: [RecordID: RecordState] = [:]
        for record in records { states[record] = self.records[record]?.state }
        return states
    }

    package func holder(of replica: ReplicaID) -> AccountHolder {
        replica == Self.replica ? .hub : AccountHolder(principals[replica])
    }
}
