import Identity
package import Merge
package import Sync
import Synchronization

/// Where offices reach this hub, as every desk of its process knows it.
final class AddressBook: Sendable {
    private let state: Mutex<[HubAddress]>

    /// - Parameter addresses: at least one, the preferred first.
    init(_ addresses: [HubAddress]) {
        self.state = Mutex(addresses)
    }

    var addresses: [HubAddress] { state.withLock { $0 } }

    /// The store holds these: from now on they count.
    func turn(to addresses: [HubAddress]) { state.withLock { $0 = addresses } }
}

extension HubDesk {
    /// Where the hub is reached, the preferred address first; replicas hear of all of them.
    package var addresses: [HubAddress] { addressBook.addresses }

    /// The name that invitations carry.
    package var host: String { addresses[0].host }
    /// The port for replicas.
    package var port: Int { addresses[0].port }

    /// The hub is also reached there.
    ///
    /// - Parameters:
    ///   - text: `HOST` or `HOST:PORT`.
    ///   - isPreferred: replicas that come to know the hub now try this one first.
    package func add(address text: String, isPreferred: Bool) throws {
        let address = try address(text)
        try change { all in
            if all.contains(address) {
                guard isPreferred, all[0] != address else {
                    throw HubError.knownAddress(address)
                }
                all.removeAll { $0 == address }
            }
            all.insert(address, at: isPreferred ? 0 : all.endIndex)
            guard all.count <= SyncLimits.addressesMax else { throw HubError.tooManyAddresses }
        }
    }

    /// The hub is reached there no more.
    package func remove(address text: String) throws {
        let address = try address(text)
        try change { all in
            guard all.contains(address) else { throw HubError.unknownAddress(address) }
            guard all.count > 1 else { throw HubError.lastAddress }
            all.removeAll { $0 == address }
        }
    }

    private func address(_ text: String) throws(HubError) -> HubAddress {
        guard let address = HubAddress(text, port: port), isHostName(address.host) else {
            throw .badHubAddress
        }
        return address
    }

    /// Changes what the store has; two who do it at once come one after the other.
    private func change(_ body: (inout [HubAddress]) throws -> Void) throws {
        try store.write { transaction in
            var all = try transaction.addresses()
            try body(&all)
            try transaction.keep(addresses: all, at: now)
            try transaction.audit(
                at: now, "addresses-changed",
                detail: all.map(\.description).joined(separator: " "))
        }
        addressBook.turn(to: try store.read { try $0.addresses() })
    }
}

extension HubTransaction {
    /// Where the hub is reached, the preferred address first.
    func addresses() throws -> [HubAddress] {
        guard let port = Int(try required("port")),
            let first = HubAddress(host: try required("host"), port: port)
        else { throw damaged("host") }
        return [first] + (try addresses(in: SettingName.otherAddresses))
    }

    /// - Parameter addresses: at least one, the preferred first.
    mutating func keep(addresses: [HubAddress], at now: Timestamp) throws {
        try setMeta("host", addresses[0].host)
        try setMeta("port", String(addresses[0].port))
        try set(Array(addresses.dropFirst()), in: SettingName.otherAddresses)
        try setMeta(SettingName.addressesChanged, String(now.milliseconds))
    }

    /// When the addresses were last changed; `nil` for a hub that has those it was made with.
    package var addressesChangedAt: Timestamp? {
        get throws { try metaTime(SettingName.addressesChanged) }
    }
}
