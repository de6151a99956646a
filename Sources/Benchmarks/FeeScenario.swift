import Foundation
import Merge
import Practice
import Rulebook
import Store
import Sync

/// A fee schedule of 2,000 codes, published to 500 offices that are on the line.
///
/// The offices are the hub's halves of their exchanges, in this process: what is measured is
/// admission, the hub's reaction and the cutting of every page, not TLS and not the network.
struct FeeScenario {
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private static let central = ReplicaID(bits: 0xCE)
    private static let offices = 500

    private let hub: BenchHub
    private var desk: HubSession
    private var live: [HubSession] = []
    private var nonce: UInt64 = 0

    init(in folder: String) throws {
        self.hub = try BenchHub(
            in: folder, schema: PracticeSchema.current, rules: .practice)
        self.desk = HubSession(
            peer: Peer(
                replica: Self.central, role: .coordinator, office: nil,
                scopes: [.group, .central]))
        _ = try greet(&desk)
        let group = FeeGroup(offices: Self.offices)
        try push(group.places)
        try push(try group.approvedDraft())
        for number in 0..<Self.offices { live.append(try waiting(number)) }
    }

    mutating func measure(into results: inout Results) throws {
        let request = try FeeGroup.publication(
            of: hub.store.read { try $0.record(FeeGroup.draft)?.state })
        var bytes = 0
        let cost = try Cost.measured {
            try push([request])
            for index in live.indices {
                for message in try hub.historyGrew(&live[index]) {
                    guard case .page(let page) = message, page.isLast, !page.rows.isEmpty else {
                        throw BenchmarkError.diverged("a page of fees")
                    }
                    bytes += MessageSize.of(message)
                }
            }
        }
        guard bytes > Self.offices * FeeGroup.codes else {
            throw BenchmarkError.diverged("the published fees")
        }
        results.add(.feePush, cost.wall * 1_000)
        results.add(.feeBytes, Double(bytes) / Double(Self.offices) / 1_024)
    }

    // MARK: The line

    private mutating func push(_ writes: [Write]) throws {
        nonce += 1
        let content = ChangeSet(
            replica: Self.central, actor: nil, role: .coordinator, reason: "bench",
            claimedAt: Self.now, parent: nil, nonce: nonce,
            ops: writes.map { $0.op(seeing: RecordState(), shape: .log) })
        let bytes = SealedChangeSet(sealing: content).bytes
        let answers = try hub.receive(.push([bytes]), &desk, at: Self.now)
        guard case .acknowledged(let all)? = answers.first,
            all.allSatisfy({ $0.verdicts.allSatisfy { $0 == .applied } })
        else { throw BenchmarkError.diverged("a change set of the centre") }
    }

    /// An office that is level and waits for more.
    private func waiting(_ number: Int) throws -> HubSession {
        let office = FeeGroup.office(number)
        var session = HubSession(
            peer: Peer(
                replica: ReplicaID(bits: office.bits), role: .office, office: office,
                scopes: [.group, .office(office)]))
        let head = try greet(&session)
        let cursor = Cursor(from: head.position, through: head.position)
        let pull = OfficeMessage.Pull(
            cursor: cursor, rowsMax: SyncLimits.pageRowsMax, waits: true)
        guard try hub.receive(.pull(pull), &session, at: Self.now).isEmpty else {
            throw BenchmarkError.diverged("an office that should wait")
        }
        return session
    }

    private func greet(_ session: inout HubSession) throws -> Head {
        let head = try hub.store.read { try $0.head }
        let hello = OfficeMessage.Hello(
            group: BenchHub.group, replica: session.peer.replica,
            schemaVersion: PracticeSchema.current.version, top: head,
            cursor: Cursor(from: head.position, through: head.position), clock: Self.now,
            pending: 0, scopes: session.peer.scopes)
        _ = try hub.receive(.hello(hello), &session, at: Self.now)
        return head
    }
}
