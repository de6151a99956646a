import Merge
import Replica
import Store
import Testing

extension Site {
    /// Writes a patient's language and claims to replace his name with it, as no program of ours
    /// would.
    func appendForeign(record: String) throws {
        try open { store in
            let desk = try Desk(store, clock: Clock.now)
            try store.write { transaction in
                let patient = try desk.find(desk.type(named: "patient"), record, transaction)
                let state = try #require(try transaction.view(of: patient))
                let op = Op(
                    record: patient, type: "patient", attribute: "language",
                    value: Value([.text("Forged")]).encoded, replaces: state.seen("name"))
                let content = ChangeSet(
                    replica: desk.replica, actor: nil, role: desk.role, reason: "forged",
                    claimedAt: desk.now, parent: try transaction.tip,
                    nonce: .random(in: 0 ... .max), ops: [op])
                _ = try transaction.append(content)
            }
        }
    }
}
