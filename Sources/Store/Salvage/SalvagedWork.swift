package import Merge

/// What was written at a store, not sent, and can still be read.
package struct SalvagedWork: Equatable, Sendable {
    package var seat = SalvagedSeat()
    /// In the order in which they were written.
    package var changeSets: [SalvagedChangeSet] = []
    /// Change sets that are there and are not what was written.
    package var damaged = 0
    /// Change sets that stood in pages which cannot be read, as far as that can be told.
    package var lost: Int64 = 0

    package init() {}

    package var isComplete: Bool { damaged == 0 && lost == 0 }
}

/// One change set that was not sent, as its bytes.
package struct SalvagedChangeSet: Equatable, Sendable {
    package let id: ChangeSetID
    package let bytes: Bytes
    /// Whether only the hub can open it.
    package let isSealed: Bool

    package init(id: ChangeSetID, bytes: Bytes, isSealed: Bool) {
        self.id = id
        self.bytes = bytes
        self.isSealed = isSealed
    }

    /// Whether it still is what was written; of what only the hub can open, the hub will see.
    var isWhole: Bool {
        if isSealed { return !bytes.isEmpty }
        guard SealedChangeSet.address(of: bytes) == id else { return false }
        do { return try SealedChangeSet(opening: bytes).id == id } catch { return false }
    }
}

/// For whom a store spoke, as far as it can still be read.
package struct SalvagedSeat: Equatable, Sendable {
    package var group: RecordID?
    package var role: Role?
    package var office: RecordID?

    package init(group: RecordID? = nil, role: Role? = nil, office: RecordID? = nil) {
        self.group = group
        self.role = role
        self.office = office
    }
}

/// Why a file of salvaged work cannot be used.
package enum SalvageError: Error, Equatable, Sendable {
    case notSalvaged
    /// Not even the list of a store's tables can be read.
    case unreadable
    case damagedFile
    case otherSeat
}

extension SalvageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notSalvaged: "that is no file of `bridgework salvage`: nothing was changed"
        case .unreadable:
            "nothing of this store can be read, its first page is damaged: keep the folder, try an "
                + "older copy of it, and ask whoever saves data from disks; what was synced comes "
                + "back from the hub by joining again"
        case .damagedFile:
            "the file is not what `bridgework salvage` wrote: copy it again, or salvage again; "
                + "nothing was changed"
        case .otherSeat:
            "that work was written in another group, office or role: nothing was changed; join "
                + "with an invitation for the right one and bring it in there"
        }
    }
}

extension StoreTransaction {
    /// How many conflicts wait that one of these records is in.
    package func conflictCount(on records: Set<RecordID>) throws -> Int {
        var conflicts: Set<RecordID> = []
        for record in records {
            try connection.each(
                """
                SELECT id FROM conflict WHERE record = ?1
                UNION SELECT conflict FROM conflict_member WHERE record = ?1
                """, [.id(record)]
            ) { conflicts.insert(try $0.id(0)) }
        }
        return conflicts.count
    }
}
