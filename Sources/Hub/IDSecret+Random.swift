internal import Merge

extension IDSecret {
    /// A group's first secret, from the machine's source of secrets.
    static func random() -> IDSecret {
        IDSecret(UInt128.random(in: .min ... .max), UInt128.random(in: .min ... .max))
    }
}
