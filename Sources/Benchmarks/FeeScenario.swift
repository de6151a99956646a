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
    static let offices = 500
    static let codes = 2_000
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private static let central = ReplicaID(bits: 0xCE)
    private static let schedule = RecordID(bits: 0x5C)
    private static let draft = RecordID(bits: 0xD1)

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
        try push(places)
        try push(try approvedDraft())
        for number in 0..<Self.offices { live.append(try waiting(number)) }
    }

    mutating func measure(into results: inout Results) throws {
        let request = FeeReleaseLog.Request.publish(
            try view(Self.draft).draft(), on: Day(number: 20_500), comment: nil, by: nil)
        var bytes = 0
        let cost = try Cost.measured {
            try push([request.write(on: Self.schedule)])
            for index in live.indices {
                for message in try hub.historyGrew(&live[index]) {
                    guard case .page(let page) = message, page.isLast, !page.rows.isEmpty else {
                        throw BenchmarkError.diverged("a page of fees")
                    }
                    bytes += MessageSize.of(message)
                }
            }
        }
        guard bytes > Self.offices * Self.codes else {
            throw BenchmarkError.diverged("the published fees")
        }
        results.add(.feePush, cost.wall * 1_000)
        results.add(.feeBytes, Double(bytes) / Double(Self.offices) / 1_024)
    }

    // MARK: What stands before

    private static func office(_ number: Int) -> RecordID {
        RecordID(bits: 0xA000 + UInt128(number))
    }

    private var places: [Write] {
        let type = RecordType.feeSchedule.name
        let offices = (0..<Self.offices).flatMap { number in
            [
                write(Self.office(number), "office", "code", [.text("O\(number)")]),
                write(Self.office(number), "office", "name", [.text("Synthetic \(number)")]),
            ]
        }
        let audience = (0..<Self.offices).map { number in
            Write(
                record: Self.schedule, type: type, attribute: "offices",
                key: Value([.blob(Self.office(number).bytes[...])]).encoded,
                value: Value([]).encoded)
        }
        return offices + [
            write(Self.schedule, type, "code", [.text("S1")]),
            write(Self.schedule, type, "name", [.text("Synthetic")]),
            write(Self.schedule, type, "kind", [.text("contracted")]),
        ] + audience
    }

    private func approvedDraft() throws -> [Write] {
        let lines = FeeLines(
            (0..<Self.codes).map { number in
                FeeLine(FeeKey("D\(1_000 + number)"), .priced(cents: 4_500 + Int64(number) * 37))
            })
        let facts: [String: Scalar] = ["digest": .text(lines.digest)]
        let steps = ["submit", "approve"].map {
            StepDraft($0, comment: "synthetic", facts: facts)
        }
        let workflow = Workflow.feeDraft
        return [
            write(
                Self.draft, RecordType.feeDraft.name, "schedule",
                [.blob(Self.schedule.bytes[...])])
        ] + FeeDraft.writes(of: Self.draft, from: FeeLines(), to: lines)
            + (try workflow.writes(
                steps, record: Self.draft, after: workflow.standing(of: [])))
    }

    private func write(
        _ record: RecordID, _ type: String, _ attribute: String, _ scalars: [Scalar]
    ) -> Write {
        Write(
            record: record, type: type, attribute: attribute, value: Value(scalars).encoded)
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
        let office = Self.office(number)
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

    private func view(_ id: RecordID) throws -> RecordView {
        guard let stored = try hub.store.read({ try $0.record(id) }),
            let type = PracticeSchema.current[stored.type]
        else { throw BenchmarkError.diverged("the draft") }
        return RecordView(id: id, type: type, projection: type.project(stored.state))
    }
}

extension RecordView {
    fileprivate func draft() throws -> FeeDraft {
        guard let draft = FeeDraft(self) else { throw BenchmarkError.diverged("the draft") }
        return draft
    }
}
