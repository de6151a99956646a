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
        var all = addresses
        if all.contains(address) {
            guard isPreferred, all[0] != address else { throw HubError.knownAddress(address) }
            all.removeAll { $0 == address }
        }
        all.insert(address, at: isPreferred ? 0 : all.endIndex)
        guard all.count <= SyncLimits.addressesMax else { throw HubError.tooManyAddresses }
        try keep(all)
    }

    /// The hub is reached there no more.
    package func remove(address text: String) throws {
        let address = try address(text)
        guard addresses.contains(address) else { throw HubError.unknownAddress(address) }
        guard addresses.count > 1 else { throw HubError.lastAddress }
        try keep(addresses.filter { $0 != address })
    }

    private func address(_ text: String) throws(HubError) -> HubAddress {
        guard let address = HubAddress(text, port: port), isHostName(address.host) else {
            throw .badHubAddress
        }
        return address
    }

    private func keep(_ addresses: [HubAddress]) throws {
        try store.write { transaction in
            try transaction.keep(addresses: addresses, at: now)
            try transaction.audit(
                at: now, "addresses-changed",
                detail: addresses.map(\.description).joined(separator: " "))
        }
        addressBook.turn(to: addresses)
    }
}

extension HubTransaction {
    /// - Parameter addresses: at least one, the preferred first.
    mutating func keep(addresses: [HubAddress], at now: Timestamp) throws {
        try setMeta("host", addresses[0].host)
        try setMeta("port", String(addresses[0].port))
        try set(Array(addresses.dropFirst()), in: SettingName.otherAddresses)
        try setMeta(SettingName.addressesChanged, String(now.milliseconds))
    }

    /// When the addresses were last changed; `nil` for a hub that has those it was made with.
    package var addressesChangedAt: Timestamp? {
        get throws {
            try meta(SettingName.addressesChanged).flatMap { Int64($0) }.map {
                Timestamp(milliseconds: $0)
            }
        }
    }
}
