package import Merge

/// What people were told is saved: an append-only history outside every store.
package struct Journal: Sendable {
    package private(set) var changeSets: [SealedChangeSet] = []
    /// Change sets whose only disk was restored from an older copy.
    package private(set) var lostWithDisk: Set<ChangeSetID> = []
    /// Bytes that nobody honest wrote.
    package private(set) var hostile: Set<ChangeSetID> = []

    mutating func saved(_ sealed: SealedChangeSet) {
        changeSets.append(sealed)
    }

    mutating func pushedByMallory(_ bytes: Bytes) {
        hostile.insert(SealedChangeSet.address(of: bytes))
    }

    /// A disk went back to an older copy; what no other disk holds may be gone for good.
    mutating func diskReplaced(
        _ old: MemoryOffice, by new: MemoryOffice, others: some Sequence<MemoryOffice>
    ) {
        var gone = Set(old.own.map(\.sealed.id)).subtracting(new.own.map(\.sealed.id))
        for other in others { gone.subtract(other.own.map(\.sealed.id)) }
        lostWithDisk.formUnion(gone)
    }
}
