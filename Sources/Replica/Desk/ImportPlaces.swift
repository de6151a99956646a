import Merge
import Practice
import Records
import Store

/// What stands where an import's writes will write, noted before the first of them is written.
struct ImportPlaces {
    private(set) var places: [ImportTrace.Place] = []
    private var made: Set<RecordID> = []

    mutating func note(_ writes: [Write], _ transaction: StoreTransaction) throws {
        var states: [RecordID: RecordState] = [:]
        for write in writes where !made.contains(write.record) {
            let state = try states[write.record] ?? transaction.view(of: write.record)
            guard let state, !state.isEmpty else {
                made.insert(write.record)
                places.append(.init(record: write.record, type: write.type))
                continue
            }
            states[write.record] = state
            // An import writes nothing where values differ, so that there is one at most; its
            // own digests are laid over each other.
            let former =
                write.attribute == AnyRecord.imported.name
                ? ImportUndo.digests(in: state)
                : state.entries(of: write.attribute, key: write.key).first?.value
            places.append(
                .init(
                    record: write.record, type: write.type, attribute: write.attribute,
                    key: write.key, former: former, written: write.value))
        }
    }
}
