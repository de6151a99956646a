package import Identity
package import Sync

extension SettingsBook {
    /// What the store's backups are wrapped for; `nil` before there is a key.
    package var recoveryKey: RecoveryPublicKey? {
        get throws {
            guard let text = try meta(SettingName.recoveryKey) else { return nil }
            guard let key = RecoveryPublicKey(hexadecimal: text) else {
                throw damaged(SettingName.recoveryKey)
            }
            return key
        }
    }
}
