import Benefits
import Merge
import Practice
import Records
import Rulebook
import Store
import Sync

/// Real patients: an office writes them, the hub judges them by what the office may do and follows
/// with its reactions, another replica of the office shows them; all three look for namesakes.
///
/// Ids are in no order, as those of many offices are.
struct PatientScenario {
    private static let count = 2_000
    private static let perChangeSet = 250
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private static let place = RecordID(bits: 0xA001)

    private let author: BenchReplica
    private let reader: BenchReplica
    private let hub: BenchHub
    private let patients: [[Op]]

    init(in folder: String) throws {
        let schema = PracticeSchema.current
        let checks = RecordChecks.practice(schema)
        self.author = try BenchReplica(number: 1, in: folder, schema: schema, checks: checks)
        self.reader = try BenchReplica(number: 2, in: folder, schema: schema, checks: checks)
        self.hub = try BenchHub(in: folder, schema: schema, rules: .practice, checks: checks)
        var dice = SplitMix64(seed: 11)
        self.patients = (0..<Self.count).map { Self.patient($0, &dice) }
        try openOffice()
        for replica in [author, reader] { _ = try exchange(replica) }
    }

    func measure(into results: inout Results) throws {
        let batches = patients.chunks(of: Self.perChangeSet)
        let written = try Cost.measured {
            for batch in batches { try author.append(batch.flatMap(\.self), at: Self.now) }
        }
        let admitted = try exchange(author).admit
        let applied = try exchange(reader).apply
        for store in [author.store, reader.store, hub.store] {
            let found = try store.read { try $0.count(of: .patient) }
            guard found == Self.count else { throw BenchmarkError.diverged("the patients") }
        }
        results.add(.patientsWritten, count: Self.count, seconds: written.processor)
        results.add(.patientsAtHub, count: Self.count, seconds: admitted)
        results.add(.patientsAtReplica, count: Self.count, seconds: applied)
    }

    private func peer(_ replica: BenchReplica) -> Peer {
        Peer(
            replica: replica.id, role: .office, office: Self.place,
            scopes: [.group, .office(Self.place)])
    }

    /// Up and down until both are level; what judging and what applying cost, in seconds.
    private func exchange(_ replica: BenchReplica) throws -> (admit: Double, apply: Double) {
        var cost = (admit: 0.0, apply: 0.0)
        var session = OfficeSession(now: Self.now)
        var answering = HubSession(peer: peer(replica))
        var outgoing = [
            try replica.store.read {
                try session.hello(
                    group: BenchHub.group, replica: replica.id,
                    schemaVersion: PracticeSchema.current.version, ledger: $0)
            }
        ]
        while let message = outgoing.first {
            outgoing.removeFirst()
            var answers: [HubMessage] = []
            let judged = try Cost.measured {
                answers = try hub.receive(message, &answering, at: Self.now)
            }.processor
            if case .push = message { cost.admit += judged }
            cost.apply += try Cost.measured {
                for answer in answers { outgoing += try replica.receive(answer, &session) }
            }.processor
        }
        return cost
    }

    /// The office itself, by the centre's word.
    private func openOffice() throws {
        let centre = Peer(
            replica: ReplicaID(bits: 0xCE), role: .coordinator, office: nil,
            scopes: [.group, .central])
        let admission = Admission(
            rules: .practice, hub: ReplicaID(bits: 0xB3AC), now: Self.now,
            secret: BenchHub.secret)
        let code = Op(
            record: Self.place, type: RecordType.office.name, attribute: "code",
            value: Value([.text("A01")]).encoded)
        let content = ChangeSet(
            replica: centre.replica, actor: nil, role: .coordinator, reason: "bench",
            claimedAt: Self.now, parent: nil, nonce: 1, ops: [code])
        try hub.store.write {
            _ = try admission.admit(
                SealedChangeSet(sealing: content).bytes, from: centre, ledger: &$0)
        }
    }

    /// Eleven attributes, four of them sets.
    private static func patient(_ number: Int, _ dice: inout SplitMix64) -> [Op] {
        let id = RecordID.v7(
            milliseconds: Int64(dice.below(1 << 47)),
            random: UInt128(dice.next()) << 64 | UInt128(dice.next()))
        let own = Scalar.blob(place.bytes[...])
        let op = { (attribute: String, key: [Scalar], value: [Scalar]) in
            Op(
                record: id, type: RecordType.patient.name, attribute: attribute,
                key: key.isEmpty ? [] : Value(key).encoded, value: Value(value).encoded)
        }
        let family = "Family\(dice.below(900))"
        return [
            op("name", [], [.text(family), .text("Given\(dice.below(400))")]),
            op("birthDate", [], [.int(Int64(dice.below(20_000)))]),
            op("sexForClaims", [], [.text(["M", "F", "U"][dice.below(3)])]),
            op("preferredName", [], [.text("Given\(dice.below(400))")]),
            op(
                "address", [],
                [
                    .text("\(dice.below(9_000)) Synthetic St"), .null, .text("Phoenix"),
                    .text("AZ"), .text("8500\(dice.below(10))"),
                ]),
            op("phones", [.text("home"), .text("602555\(1_000 + dice.below(9_000))")], []),
            op("emails", [.text("patient\(number)@example.com")], []),
            op("language", [], [.text("English")]),
            op("homeOffice", [], [own]),
            op("offices", [own], []),
            op("externalIds", [own, .text("pms"), .text("\(number)")], []),
        ]
    }
}
