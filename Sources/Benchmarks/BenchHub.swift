import Merge
import Store
import Sync

/// A hub that allows everything, unless it is given rules: what is measured is the merge.
final class BenchHub: Sendable {
    static let group = RecordID(bits: 0xB3AC)
    static let scopes: [Scope] = [.group]
    private static let id = ReplicaID(bits: 0xB3AC)
    static let secret = IDSecret(0, 0xB3AC)
    private let rules: HubRules
    let store: Store

    init(
        in folder: String, schema: Schema = CoverageWorkload.schema, rules: HubRules? = nil,
        checks: RecordChecks = .none
    ) throws {
        self.rules =
            rules
            ?? HubRules(
                schema: schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] })
        self.store = try Store(
            creating: StoreFolder(folder + "/hub"), kind: .hub, schema: schema, checks: checks,
            meta: [:])
    }

    static func peer(of replica: ReplicaID) -> Peer {
        Peer(replica: replica, role: .office, office: RecordID(bits: replica.bits), scopes: scopes)
    }

    /// What a live office is sent once the history has grown.
    func historyGrew(_ session: inout HubSession) throws -> [HubMessage] {
        try store.write { try session.historyGrew(ledger: $0) }
    }

    /// One message, one transaction.
    func receive(
        _ message: OfficeMessage, _ session: inout HubSession, at now: Timestamp
    ) throws -> [HubMessage] {
        let admission = Admission(
            rules: rules, hub: BenchHub.id, now: now, secret: BenchHub.secret)
        return try store.write { transaction in
            try session.receive(
                message, admission: admission, group: BenchHub.group, now: now,
                ledger: &transaction)
        }
    }
}
