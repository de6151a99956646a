import Store
package import Sync

// Where this replica reaches its hub: where it did last, then where the hub said that it is.

extension Desk {
    /// The addresses of the hub in the order in which they are tried; none where this replica knows
    /// none.
    package var hubAddresses: [HubAddress] {
        get throws {
            try store.read { transaction in
                let heard = try transaction.addresses(in: SettingName.heardAddresses)
                guard let host = try transaction.meta("host"),
                    let port = try transaction.meta("port", as: { Int($0) }),
                    let last = HubAddress(host: host, port: port)
                else { return heard }
                return [last] + heard.filter { $0 != last }
            }
        }
    }

    /// From now on the hub is called there first.
    package func reached(_ address: HubAddress) throws {
        guard try hubAddresses.first != address else { return }
        try store.write { transaction in
            try transaction.setMeta("host", address.host)
            try transaction.setMeta("port", String(address.port))
        }
    }
}
