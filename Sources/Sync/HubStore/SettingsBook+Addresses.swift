// Where the hub is reached, as a hub and a replica keep it.

extension SettingsBook {
    /// Addresses that stand one beside the other in a setting; none where there is no such setting.
    package func addresses(in setting: String) throws -> [HubAddress] {
        try (meta(setting) ?? "").split(separator: " ").map { text in
            guard let address = HubAddress(String(text)) else { throw damaged(setting) }
            return address
        }
    }

    package mutating func set(_ addresses: [HubAddress], in setting: String) throws {
        let text = addresses.map(\.description).joined(separator: " ")
        guard try meta(setting) ?? "" != text else { return }
        try setMeta(setting, text)
    }
}
