import Merge

extension IDSecret {
    /// The centre's, wherever a test does not say whose.
    static let test = IDSecret(0, 0x7E57)
}
