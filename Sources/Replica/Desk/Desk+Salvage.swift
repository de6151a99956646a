import Merge
package import Store
import Sync

/// What became of salvaged work.
package struct BroughtIn: Equatable, Sendable {
    package var changeSets = 0
    package var writes = 0
    /// Change sets that only the hub can open.
    package var sealed = 0
    /// Change sets that this store had already.
    package var known = 0
    package var records = 0
    /// Conflicts that stand on these records now.
    package var conflicts = 0
}

extension Desk {
    /// Change sets that are taken in by one transaction.
    private static let salvageBatch = 500

    /// For whom this desk speaks.
    package var seat: SalvagedSeat { SalvagedSeat(group: group, role: role, office: office) }

    /// Takes in what was written at an earlier store of this seat and never sent.
    ///
    /// It keeps its ids and what it names, so that it meets what others wrote since as it would
    /// have met it then: nothing is overwritten, and nothing counts twice, however often it is
    /// brought in. The hub judges it as it judges any write that comes late.
    ///
    /// - Parameter isDryRun: goes through all of it in one transaction, and takes that back.
    package func bringIn(_ work: SalvagedWork, isDryRun: Bool = false) throws -> BroughtIn {
        guard work.seat.fits(seat) else { throw SalvageError.otherSeat }
        if isDryRun { return try rehearse(work) }
        var sum = BroughtIn()
        var records: Set<RecordID> = []
        for start in stride(from: 0, to: work.changeSets.count, by: Desk.salvageBatch) {
            let batch = work.changeSets[start...].prefix(Desk.salvageBatch)
            sum = try store.write { transaction in
                var sum = sum
                try sum.take(batch, into: &transaction)
                return sum
            }
            try sum.count(batch, &records)
        }
        sum.records = records.count
        sum.conflicts = try store.read { try $0.conflictCount(on: records) }
        let (count, known) = (sum.changeSets, sum.known)
        try store.write {
            try $0.audit(
                at: now, "work-brought-in",
                detail: "\(count) change sets of a damaged store, \(known) were here")
        }
        return sum
    }
}

extension Desk {
    /// What would become of it.
    private func rehearse(_ work: SalvagedWork) throws -> BroughtIn {
        try store.rehearse { transaction in
            var sum = BroughtIn()
            var records: Set<RecordID> = []
            for start in stride(from: 0, to: work.changeSets.count, by: Desk.salvageBatch) {
                let batch = work.changeSets[start...].prefix(Desk.salvageBatch)
                try sum.take(batch, into: &transaction)
                try sum.count(batch, &records)
                try transaction.writeOut()
            }
            sum.records = records.count
            sum.conflicts = try transaction.conflictCount(on: records)
            return sum
        }
    }
}

extension BroughtIn {
    fileprivate mutating func take(
        _ batch: some Sequence<SalvagedChangeSet>, into transaction: inout StoreTransaction
    ) throws {
        for changeSet in batch {
            guard try transaction.adopt(changeSet) else {
                known += 1
                continue
            }
            changeSets += 1
            sealed += changeSet.isSealed ? 1 : 0
        }
    }

    /// Adds up what the readable ones hold.
    fileprivate mutating func count(
        _ batch: some Sequence<SalvagedChangeSet>, _ records: inout Set<RecordID>
    ) throws {
        for changeSet in batch where !changeSet.isSealed {
            let ops = try SealedChangeSet(opening: changeSet.bytes).content.ops
            writes += ops.count
            records.formUnion(ops.map(\.record))
        }
    }
}

extension SalvagedSeat {
    /// Whether work of this seat may be brought in at that one; what cannot be read any more is for
    /// the hub to judge.
    fileprivate func fits(_ other: SalvagedSeat) -> Bool {
        let isGroup = group.map { $0 == other.group } ?? true
        let isRole = role.map { $0 == other.role } ?? true
        let isOffice = office.map { $0 == other.office } ?? true
        return isGroup && isRole && isOffice
    }
}
