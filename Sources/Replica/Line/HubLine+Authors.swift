import Merge
import Store
import Sync
import Synchronization

extension HubLine {
    /// Asks the hub who wrote what waits here for a person, once for each conflict as it stands.
    ///
    /// What is asked in one go is bounded; the rest is asked after the next exchange. The first
    /// conflict that a replica has part in tells for whom it was registered, for all others too.
    package func learnAuthors() async throws {
        let open = try desk.store.write { transaction in
            try transaction.forgetTold()
            let unasked = try transaction.unaskedConflicts(limit: Self.askedMax)
            return try unasked.map { conflict in
                (conflict, records: try transaction.records(of: conflict))
            }
        }
        for (conflict, records) in open {
            for record in records.prefix(Self.recordsMax) {
                let writes = try await history(of: record)
                try desk.store.write { try $0.note(writes, of: record) }
            }
            try desk.store.write { try $0.noteAsked(conflict) }
        }
    }

    /// Less than half of what the hub answers one replica at once.
    private static let askedMax = 40
    /// A crowd of look-alikes is told apart by its first ones.
    private static let recordsMax = 4
    /// A record holds no more entries than the hub lets in; its history may be longer.
    private static let writesMax = 20_000

    /// What the hub tells of a record; nothing where it left this replica's scope meanwhile.
    private func history(of record: RecordID) async throws -> [HistoricWrite] {
        let told = Mutex<[HistoricWrite]>([])
        do {
            try await ask(.recordHistory(record)) { answer in
                guard case .historicWrite(let write) = answer else { return }
                told.withLock { if $0.count < Self.writesMax { $0.append(write) } }
            }
        } catch InquiryRefusal.notHeld {
            return []
        }
        return told.withLock { $0 }
    }
}
