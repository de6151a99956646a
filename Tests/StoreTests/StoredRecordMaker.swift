import Merge
import Sync

/// A hub's record from bare entries.
enum StoredRecordMaker {
    static func record(
        _ id: RecordID, _ entries: [Entry], type: String = "thing"
    ) -> StoredRecord {
        StoredRecord(id: id, type: type, state: RecordState(entries: entries))
    }
}
