import Foundation
import Merge
import Store
import Sync

/// A sync of 100 edits by people, alone and beside a replica that has used its quota up and goes
/// on pushing as fast as it is let.
///
/// Both talk to one hub's store in this process, without TLS: what is measured is how long one
/// waits for the other's writes. Ours is the 95th percentile beside, plain the same alone.
struct QuotaScenario {
    private static let syncs = 60
    private static let edits = 100
    /// Records of one change set, as an import's are: 1,012 ops.
    private static let recordsPerChangeSet = 44
    /// A push of about a megabyte.
    private static let changeSetsPerPush: UInt64 = 16

    private let hub: BenchHub
    private let office: BenchReplica
    private let workload: CoverageWorkload

    init(in folder: String) throws {
        hub = try BenchHub(in: folder)
        office = try BenchReplica(number: 1, in: folder)
        workload = CoverageWorkload(records: 1_000, seed: 3)
        try office.create(workload.rows[...], at: Self.now())
        _ = try sync()
    }

    func measure(into results: inout Results) async throws {
        let alone = try times()
        let beside = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [hub] in try await Self.push(to: hub) }
            defer { group.cancelAll() }
            return try times()
        }
        results.add(.besideQuota, Self.late(beside) * 1_000, plain: Self.late(alone) * 1_000)
    }

    private func times() throws -> [Double] {
        try (0..<Self.syncs).map { number in
            let start = number * Self.edits % workload.updates.count
            let edits = workload.updates[start..<start + Self.edits]
            try office.editByOnes(edits, at: Self.now())
            return try sync()
        }
    }

    /// - Returns: the seconds from the hello to the last answer.
    private func sync() throws -> Double {
        var session = OfficeSession(now: Self.now())
        var answering = HubSession(peer: BenchHub.peer(of: office.id))
        return try Cost.measured {
            var outgoing = [
                try office.store.read {
                    try session.hello(
                        group: BenchHub.group, replica: office.id, schemaVersion: 1, ledger: $0)
                }
            ]
            while let message = outgoing.first {
                outgoing.removeFirst()
                for answer in try hub.receive(message, &answering, at: Self.now()) {
                    outgoing += try office.receive(answer, &session)
                }
            }
        }.wall
    }

    /// Pushes new records until it is cancelled, and waits as the hub makes it wait.
    private static func push(to hub: BenchHub) async throws {
        let replica = ReplicaID(bits: 0xBAD)
        var session = HubSession(peer: BenchHub.peer(of: replica))
        let hello = OfficeMessage.Hello(
            group: BenchHub.group, replica: replica, schemaVersion: 1, top: .origin,
            cursor: Cursor(from: 0, through: 0), clock: now(), pending: 1, scopes: [])
        _ = try hub.receive(.hello(hello), &session, at: now())
        var quota = ReplicaQuota()
        _ = quota.took(bytes: 0, writing: QuotaLimits.writing.burst, at: now())
        var number: UInt64 = 0
        while !Task.isCancelled {
            let numbers = number..<number + changeSetsPerPush
            number = numbers.upperBound
            // As the hub takes it in: another may come between two parts, and each costs a pause.
            for part in OfficeMessage.push(numbers.map { changeSet(by: replica, $0) }).parts {
                guard case .push(let sets) = part else { continue }
                let cost = try Cost.measured {
                    _ = try hub.receive(part, &session, at: now())
                }.wall
                let pause = quota.took(
                    bytes: sets.reduce(0) { $0 + Int64($1.count) }, writing: Int64(cost * 1_000),
                    at: now())
                do { try await Task.sleep(for: .milliseconds(pause)) } catch { return }
            }
        }
    }

    private static func changeSet(by replica: ReplicaID, _ number: UInt64) -> Bytes {
        let rows = CoverageWorkload(records: recordsPerChangeSet, seed: number &* 9_973).rows
        let ops = rows.flatMap { row in
            row.values.enumerated().map { column, value in
                Op(
                    record: row.id, type: CoverageWorkload.type,
                    attribute: CoverageWorkload.column(column),
                    value: Value([value]).encoded)
            }
        }
        return SealedChangeSet(
            sealing: ChangeSet(
                replica: replica, actor: nil, role: .office, claimedAt: now(), parent: nil,
                nonce: number, ops: ops)
        ).bytes
    }

    /// The 95th percentile.
    private static func late(_ times: [Double]) -> Double {
        times.sorted()[times.count * 95 / 100]
    }

    private static func now() -> Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
