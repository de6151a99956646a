internal import Records

/// The kind of held write that a command is about, for the commands they share.
protocol HeldWord: Sendable {
    static var kind: HeldWrite.Kind { get }
}

extension HeldWrite.Kind {
    /// What one of them is, in a sentence that goes on.
    var gloss: String {
        switch self {
        case .proposal: "a change that an office asks for"
        case .custody: "a late edit of a record that its author's office no longer has"
        case .quarantine: "a change that the hub could not accept"
        }
    }
}
