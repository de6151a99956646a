import Sync

extension StoredRecord {
    var digested: DigestedRecord {
        DigestedRecord(
            id: id, type: type, digest: SetDigest(of: id, type: type, state: state))
    }
}
