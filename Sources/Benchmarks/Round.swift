import Foundation
import Merge
import Store
import Sync

/// One round of workload W: an office, a second replica and the hub, each beside plain SQLite.
struct Round {
    static let recordsPerTransaction = 1_000
    let workload: CoverageWorkload
    let singles: Int
    let folder: String
    let office: BenchReplica
    let other: BenchReplica
    let hub: BenchHub
    /// Mirrors of the office and of the hub.
    let plain: PlainDatabase
    let plainHub: PlainDatabase
    var clock: Int64 = 1_770_000_000_000

    init(_ workload: CoverageWorkload, singles: Int, in folder: String) throws {
        self.workload = workload
        self.singles = singles
        self.folder = folder
        self.office = try BenchReplica(number: 1, in: folder)
        self.other = try BenchReplica(number: 2, in: folder)
        self.hub = try BenchHub(in: folder)
        self.plain = try PlainDatabase(folder + "/plain.sqlite")
        self.plainHub = try PlainDatabase(folder + "/plain-hub.sqlite")
    }

    mutating func run(into results: inout Results) throws {
        try insertBulk(&results)
        try firstSync(&results)
        try nightly(&results)
        try singleEdits(&results)
        try sizes(&results)
        try idle(&results)
        try updateBulk(&results)
        try singleTransactions(&results)
        try compare()
    }

    mutating func tick() -> Timestamp {
        clock += 1
        return Timestamp(milliseconds: clock)
    }

    private mutating func insertBulk(_ results: inout Results) throws {
        let rows = workload.rows
        let batches = rows.chunks(of: Round.recordsPerTransaction)
        let bare = try Cost.measured {
            for batch in batches {
                try plain.transaction { for row in batch { try plain.insert(row) } }
            }
        }
        let ours = try Cost.measured {
            for batch in batches { try office.create(batch, at: tick()) }
        }
        results.add(
            .insertBulk, count: rows.count, seconds: ours.processor, plain: bare.processor)
    }

    private mutating func updateBulk(_ results: inout Results) throws {
        let batches = workload.updates.chunks(of: Round.recordsPerTransaction)
        let bare = try Cost.measured {
            for batch in batches {
                try plain.transaction { for edit in batch { try plain.update(edit) } }
            }
        }
        let ours = try Cost.measured {
            for batch in batches { try office.edit(batch, at: tick()) }
        }
        results.add(
            .updateBulk, count: workload.updates.count, seconds: ours.processor,
            plain: bare.processor)
        try synchronize()
    }

    /// On the wall: what a person waits for is the disk.
    private mutating func singleTransactions(_ results: inout Results) throws {
        let fresh = CoverageWorkload(records: singles, seed: UInt64(workload.rows.count) &* 77)
        // Not the values of before: SQLite writes no page whose bytes stay the same.
        let other = CoverageWorkload(records: workload.rows.count, seed: 7)
        let edits = zip(workload.rows, other.updates).suffix(singles).map {
            WorkloadEdit(id: $0.id, columns: $1.columns, values: $1.values)
        }
        var bare = (insert: 0.0, update: 0.0)
        var ours = (insert: 0.0, update: 0.0)
        for row in fresh.rows {
            bare.insert += try Cost.measured {
                try plain.transaction { try plain.insert(row) }
            }.wall
            ours.insert += try Cost.measured { try office.create([row], at: tick()) }.wall
        }
        for edit in edits {
            bare.update += try Cost.measured {
                try plain.transaction { try plain.update(edit) }
            }.wall
            ours.update += try Cost.measured { try office.edit([edit], at: tick()) }.wall
        }
        results.add(.insertOne, count: singles, seconds: ours.insert, plain: bare.insert)
        results.add(.updateOne, count: singles, seconds: ours.update, plain: bare.update)
        try synchronize()
    }

    private func sizes(_ results: inout Results) throws {
        try plain.run("PRAGMA wal_checkpoint(TRUNCATE)")
        let bare = Double(try Round.size(plain.path))
        try office.store.checkpoint()
        try other.store.checkpoint()
        try hub.store.checkpoint()
        results.add(
            .sizeReader, Double(try Round.size(other.store.folder.database)) / 1_024,
            plain: bare / 1_024)
        results.add(
            .sizeReplica, Double(try Round.size(office.store.folder.database)) / 1_024,
            plain: bare / 1_024)
        results.add(
            .sizeHub, Double(try Round.size(hub.store.folder.database)) / 1_024,
            plain: bare / 1_024)
    }

    static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }

    /// Numbers of two sides that differ would mean nothing.
    private func compare() throws {
        let expected = try hub.store.read { try $0.digests(in: BenchHub.scopes) }
        for replica in [office, other] {
            let found = try replica.store.read { try $0.digests() }
            guard found == expected else { throw BenchmarkError.diverged("a replica") }
        }
    }
}

extension Array {
    /// Consecutive pieces of at most `count`.
    func chunks(of count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map {
            self[$0..<Swift.min($0 + count, self.count)]
        }
    }
}
