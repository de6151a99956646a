package import Merge
package import Sync

extension MemoryOffice: AccountBook {
    package var isWhole: Bool { false }

    package func page(after ordinal: Int64) -> [AccountedChangeSet] {
        own.enumerated().dropFirst(Int(ordinal)).prefix(64).map { index, own in
            AccountedChangeSet(
                ordinal: Int64(index) + 1, id: own.sealed.id, replica: replica,
                content: own.sealed.content, verdicts: own.answer?.verdicts ?? [],
                position: own.answer?.head.position, effectiveAt: own.sealed.content.claimedAt,
                isOverlay: own.isOverlay(from: cursor.from))
        }
    }

    package func states(
        of records: Set<RecordID>, withOverlay: Bool
    ) -> [RecordID: RecordState] {
        var states: [RecordID: RecordState] = [:]
        for record in records {
            states[record] = withOverlay ? view(of: record)?.state : base[record]?.state
        }
        return states
    }

    package func holder(of replica: ReplicaID) -> AccountHolder { .unknown }
}
