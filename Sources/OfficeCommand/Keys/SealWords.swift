import Sealing

/// What people are told of a sealed disk: what it withstands, and what not.
enum SealWords {
    /// Whose passphrase is asked for.
    static let passphraseOwner = "the store"

    static func promise(_ source: KeySource, store: String) -> String {
        switch source {
        case .file(let path):
            "sealed: a copy of \(store) shows nobody anything. Its key is in \(path), so that it "
                + "starts alone: whoever takes the whole machine or its disk has both. Copy that "
                + "file to a safe place; without it nothing here can be read again."
        case .command:
            "sealed: a stolen disk shows nobody anything, unless it can run the command that gives "
                + "the key. Keep the key; without it nothing here can be read again."
        case .passphrase:
            "sealed under a passphrase: after each start of the machine somebody unlocks the store "
                + "with `key unlock`, and until then nothing here can be read. Nobody can "
                + "bring a forgotten passphrase back."
        case .memory: "sealed for as long as this process lives"
        }
    }

    /// What a mode withstands, in a table's words.
    static func withstands(_ mode: KeyMode) -> String {
        switch mode {
        case .file: "a stolen copy of the folder"
        case .command: "a stolen disk"
        case .passphrase: "a stolen disk, a stolen machine"
        case .memory: "all"
        }
    }
}
