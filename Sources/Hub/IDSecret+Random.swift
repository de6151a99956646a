internal import Merge

extension IDSecret {
    /// A group's secret, from the machine's source of secrets.
    static func random(version: UInt32 = 1) -> IDSecret {
        IDSecret(
            version: version, UInt128.random(in: .min ... .max), UInt128.random(in: .min ... .max))
    }
}
