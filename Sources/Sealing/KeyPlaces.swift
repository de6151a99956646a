internal import Disk
internal import Foundation

/// Where key files lie, outside of any store.
package enum KeyPlaces {
    private static let secretBytesMax = 4_096

    /// The folder for a store's key file that nobody gave a place: `BRIDGEWORK_KEYS`; then the
    /// folder beside the store that has its name and `-keys` behind it, which the package makes for
    /// its services; then the user's own settings.
    package static func folder(for store: String, _ environment: [String: String]) -> String {
        if let named = environment["BRIDGEWORK_KEYS"], named.hasPrefix("/") { return named }
        if access(store + "-keys", W_OK) == 0 { return store + "-keys" }
        if let settings = environment["XDG_CONFIG_HOME"], settings.hasPrefix("/") {
            return settings + "/bridgework/keys"
        }
        return NSHomeDirectory() + "/.config/bridgework/keys"
    }

    /// Reads a key file, which its owner alone may read.
    static func read(_ path: String) throws(SealFault) -> KeySecret {
        let file = OpenFile(Foundation.open(path, O_RDONLY | O_CLOEXEC))
        guard file.isOpen else { throw .sourceMissing(file: path) }
        var status = stat()
        guard fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .sourceUnusable(file: path)
        }
        guard status.st_mode & 0o077 == 0 else { throw .sourceOpen(file: path) }
        var bytes = [UInt8](repeating: 0, count: secretBytesMax)
        let count = Foundation.read(file.descriptor, &bytes, bytes.count)
        guard count > 0, let secret = KeySecret(line: bytes.prefix(count)) else {
            throw .sourceUnusable(file: path)
        }
        return secret
    }

    /// Makes a key file with a key that nobody has had before.
    static func make(_ path: String) throws(SealFault) -> KeySecret {
        let secret = KeySecret.drawn()
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            var draft = try DraftFile(of: path, suffix: ".\(getpid())")
            try draft.write(Array(secret.line.utf8))
            try draft.place(replacing: false)
        } catch {
            throw .unwritable(file: path)
        }
        return secret
    }
}
