import Merge
import Sync
import Synchronization

/// The secrets for ids: the one that the hub derives with and hands over, and those before it, by
/// which it finds what it derived.
final class Keyring: Sendable {
    struct Secrets {
        let current: IDSecret
        let former: [IDSecret]
    }

    private let state: Mutex<Secrets>

    /// Those of a store; an older one gets its first now.
    init(of store: any HubStore) throws {
        let known = try store.read { transaction in
            (current: try transaction.idSecret, former: try transaction.formerIDSecrets)
        }
        if let current = known.current {
            state = Mutex(Secrets(current: current, former: known.former))
            return
        }
        let drawn = IDSecret.random()
        try store.write { try $0.set(idSecret: drawn) }
        state = Mutex(Secrets(current: drawn, former: []))
    }

    var secrets: Secrets { state.withLock { $0 } }

    /// The store holds the next one: from now on it counts.
    func turn(to secrets: Secrets) { state.withLock { $0 = secrets } }
}

extension HubDesk {
    /// The group's, for the ids of what the hub derives and for what it hands over.
    var secret: IDSecret { keyring.secrets.current }

    /// Draws the next secret for ids: whoever has the one before can no longer work out the ids of
    /// what is made from now on.
    ///
    /// - Returns: its version.
    package func renewSecret() throws -> UInt32 {
        let secrets = try store.write { transaction in
            let version = secret.version
            let next = IDSecret.random(version: version == .max ? 1 : version + 1)
            try transaction.renew(idSecret: next, at: now)
            return Keyring.Secrets(current: next, former: try transaction.formerIDSecrets)
        }
        keyring.turn(to: secrets)
        return secrets.current.version
    }
}
