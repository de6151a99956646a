import Foundation
import Identity
package import Merge
package import Sync

/// The hub's store with what its operator does there: invitations, the registry, digests.
package struct HubDesk: Sendable {
    package let store: any HubStore
    package let home: HubHome
    /// Where calls that serve others wait for the store.
    let thread = StoreThread()
    package private(set) var rules: HubRules
    package let group: RecordID
    /// The hub's own replica id, author of what it derives.
    package let replica: ReplicaID
    /// Opens what offices sealed; there once the hub serves.
    private var vault: Vault?
    /// Vouches for who was shut out; there once the hub serves.
    private var signer: RevocationSigner?
    /// Set once the hub serves: what may stop it is what others send.
    private(set) var breaker: CrashBreaker?
    /// What went wrong in here since this process started.
    package let faults: FaultLog
    /// What the hub derives ids with, and hands over.
    let keyring: Keyring
    /// Where the hub is reached, as its operator says it.
    let addressBook: AddressBook
    private let clock: @Sendable () -> Timestamp

    /// - Throws: what the store throws where it lacks the settings of `found`.
    package init(
        _ store: any HubStore, in home: HubHome, rules: HubRules,
        clock: @escaping @Sendable () -> Timestamp
    ) throws {
        self.store = store
        self.home = home
        self.rules = rules
        self.clock = clock
        self.faults = FaultLog(store)
        let addresses: [HubAddress]
        (group, replica, addresses) = try store.read { transaction in
            let facts = try HubDesk.settings.map { try transaction.required($0) }
            guard let group = RecordID(hexadecimal: facts[0]),
                let replica = ReplicaID(hexadecimal: facts[1])
            else { throw transaction.damaged(HubDesk.settings[0]) }
            return (group, replica, try transaction.addresses())
        }
        self.addressBook = AddressBook(addresses)
        self.keyring = try Keyring(of: store)
    }

    /// What a hub's store cannot be without.
    private static let settings = ["group", "replica", "host", "port"]

    package var now: Timestamp { clock() }

    /// How far the history goes.
    var position: UInt64 { get throws { try store.read { try $0.head.position } } }

    /// When the certificate ends that the hub's listeners show; `nil` when none holds now.
    package var certificateEnd: Timestamp? {
        HubKeys.serverCertificateEnd(in: home, at: now)
    }

    package var registrationPort: Int { port + 1 }
    package var admission: Admission {
        let secrets = keyring.secrets
        let signer = signer
        let sign: (@Sendable ([ReplicaID]) -> RevocationList?)?
        if let signer { sign = { signer.signed($0) } } else { sign = nil }
        return Admission(
            rules: rules, hub: replica, now: now, vault: vault, watch: breaker?.watch,
            secret: secrets.current, formerSecrets: secrets.former, sign: sign,
            addresses: addresses)
    }

    /// The same desk, minding what stopped the hub before.
    func withBreaker() throws -> HubDesk {
        let breaker = try CrashBreaker(store.crashNotes, now: now)
        try store.write { transaction in
            for (id, count) in breaker.counts.sorted(by: { $0.key < $1.key }) {
                guard try transaction.answer(to: id) == nil else {
                    try breaker.acquit(id)
                    continue
                }
                try transaction.audit(
                    at: now, "stopped-on", subject: id, detail: "\(count) times in a row")
            }
        }
        var desk = onTrial
        desk.breaker = breaker
        return desk
    }

    /// The same desk with the failpoint that the environment names, in debug builds.
    var onTrial: HubDesk {
        var desk = self
        desk.rules = rules.withFailpoint
        return desk
    }

    /// What an office sealed, where it is what its name says.
    func opened(_ box: SealedBox) -> Bytes? {
        guard let bytes = vault?.open(box.bytes), SealedChangeSet.address(of: bytes) == box.id
        else { return nil }
        return bytes
    }

    /// The same desk with the hub's sealing key, which an older store gets now.
    package func withVault() throws -> HubDesk {
        let key = try SealingKey(in: KeyFolder(home.identity))
        var desk = self
        desk.vault = Vault(publicKey: key.publicKey[...]) { box in key.open(box)?[...] }
        return desk
    }

    /// The same desk with the authority's word for who was shut out.
    func withSigner(_ authority: CertificateAuthority) -> HubDesk {
        var desk = self
        desk.signer = RevocationSigner(authority)
        return desk
    }

    /// Refuses a name that no group may have.
    package static func check(groupName name: String) throws(HubError) {
        guard (1...100).contains(name.count) else { throw .badName }
    }

    /// Makes what a hub is before it has a store: the group's authority and the server's
    /// certificate, in a folder that is private and holds no hub.
    ///
    /// - Returns: the settings of its store.
    package static func found(
        in home: HubHome, name: String, host: String, port: Int, now: Timestamp
    ) throws -> [String: String] {
        try check(groupName: name)
        let group = RecordID.v7(
            milliseconds: now.milliseconds, random: UInt128.random(in: .min ... .max))
        let replica = ReplicaID(
            bits: RecordID.v7(
                milliseconds: now.milliseconds, random: UInt128.random(in: .min ... .max)
            ).bits)
        let keys = KeyFolder(home.identity)
        try keys.create()
        let authority = try CertificateAuthority(group: group, now: now.date)
        try HubKeys(keys, authority).issueServer(hosts: [host], replica: replica, now: now)
        try authority.save(in: keys)
        _ = try SealingKey(in: keys)
        return [
            "group": group.hexadecimal, "group-name": name, "replica": replica.hexadecimal,
            "host": host, "port": String(port),
            SettingName.idSecret: IDSecret.random().stored,
        ]
    }

    /// The id of the office with that code.
    package func office(code: String) throws -> RecordID {
        try store.read { try office(code: code, $0) }
    }

    func office(code: String, _ transaction: any HubTransaction) throws -> RecordID {
        let found = try transaction.lookingUp { rules.offices(code, $0) }
        guard let id = found.first else { throw HubError.noSuchOffice }
        guard found.count == 1 else { throw HubError.ambiguousOffice(found) }
        return id
    }

    /// For which seat an invitation is.
    package enum Seat: Equatable, Sendable {
        case office(code: String)
        case central(Role)

        var role: Role {
            switch self {
            case .office: .office
            case .central(let role): role
            }
        }

        var officeCode: String? {
            if case .office(let code) = self { code } else { nil }
        }
    }

    /// What a replica of that office should hold, line by line; `nil` asks for everything.
    package func digests(office code: String?) throws -> [StoreDigest] {
        try store.read { transaction in
            guard let code else { return try transaction.digests(in: nil) }
            let office = try office(code: code, transaction)
            return try transaction.digests(in: [.group, .office(office)])
        }
    }

    /// What a central replica should hold.
    package func centralDigests() throws -> [StoreDigest] {
        try store.read { try $0.digests(in: [.group, .central]) }
    }

    /// Writes as the hub itself, judged and recorded like any change set.
    package func write(_ ops: [Op], reason: String) throws {
        let content = ChangeSet(
            replica: replica, actor: nil, role: .hub, reason: reason, claimedAt: now, parent: nil,
            nonce: UInt64.random(in: .min ... .max), ops: ops)
        let peer = Peer(replica: replica, role: .hub, office: nil, scopes: [])
        try store.write { transaction in
            let sealed = SealedChangeSet(sealing: content)
            _ = try admission.admit(sealed.bytes, from: peer, ledger: &transaction)
        }
    }
}
