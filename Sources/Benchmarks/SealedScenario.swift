import Foundation
import Merge
import Sealing
import Store

/// What sealing costs: the same work at a store that is sealed and at one in clear.
struct SealedScenario {
    private let workload: CoverageWorkload
    private let singles: Int
    private let folder: String

    init(_ workload: CoverageWorkload, singles: Int, in folder: String) {
        self.workload = workload
        self.singles = singles
        self.folder = folder
    }

    func measure(into results: inout Results) throws {
        let place = StoreFolder(folder + "/replica-2")
        try place.prepare()
        _ = try place.withKeys { keys throws(SealFault) in
            try keys.make(.file(path: folder + "/key"), environment: [:])
        }
        let clear = try BenchReplica(number: 1, in: folder)
        let sealed = try BenchReplica(number: 2, in: folder)
        let (bulkClear, bulkSealed) = (try bulk(clear), try bulk(sealed))
        results.add(
            .sealedInsertBulk, count: workload.rows.count, seconds: bulkSealed, plain: bulkClear)
        let (onesClear, onesSealed) = try ones(clear, sealed)
        results.add(.sealedInsertOne, count: singles, seconds: onesSealed, plain: onesClear)
        let (readClear, readSealed) = (try read(clear), try read(sealed))
        results.add(
            .sealedRead, count: workload.rows.count, seconds: readSealed, plain: readClear)
        try clear.store.close()
        try sealed.store.close()
    }

    /// Wall: pages go to the disk with the log, which is where sealing comes in.
    private func bulk(_ replica: BenchReplica) throws -> Double {
        try Cost.measured {
            for batch in workload.rows.chunks(of: Round.recordsPerTransaction) {
                try replica.create(batch, at: Timestamp(milliseconds: 1_770_000_000_000))
            }
            try replica.store.checkpoint()
        }.wall
    }

    /// In turn, so that the disk's moods meet both.
    private func ones(
        _ clear: BenchReplica, _ sealed: BenchReplica
    ) throws -> (clear: Double, sealed: Double) {
        var spent = (clear: 0.0, sealed: 0.0)
        let now = Timestamp(milliseconds: 1_770_000_000_001)
        let fresh = CoverageWorkload(records: singles, seed: UInt64(workload.rows.count) &* 79)
        for row in fresh.rows {
            spent.clear += try Cost.measured { try clear.create([row], at: now) }.wall
            spent.sealed += try Cost.measured { try sealed.create([row], at: now) }.wall
        }
        return spent
    }

    /// Every row by a connection that has read nothing yet.
    private func read(_ replica: BenchReplica) throws -> Double {
        let snapshot = StoreSnapshot(
            of: replica.store.folder, kind: .replica, schema: CoverageWorkload.schema)
        return try Cost.measured {
            let count = try snapshot.read { transaction in
                try transaction.list(CoverageWorkload.schema.types[0]).count
            }
            guard count == workload.rows.count + singles else {
                throw BenchmarkError.diverged("sealed")
            }
        }.wall
    }
}
