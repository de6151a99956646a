internal import CSealedPages
internal import Disk
internal import Foundation
internal import Synchronization

/// Where a store stays unlocked until the machine is switched off: files in memory, of this user
/// alone.
package enum UnlockedKeys {
    /// In the order in which they are tried: what an office's service and its user both find.
    private static var folders: [String] {
        let environment = ProcessInfo.processInfo.environment
        let own = environment["XDG_RUNTIME_DIR"].map { $0 + "/bridgework" }
        return [own, "/run/bridgework", "/run/bridgework-hub"].compactMap { $0 }
    }

    private static func file(_ store: String, in folder: String) -> String {
        "\(folder)/\(store).key"
    }

    /// - Returns: `nil` where nobody has unlocked it.
    static func secret(of store: String) throws(SealFault) -> KeySecret? {
        for folder in folders {
            let path = file(store, in: folder)
            if access(path, F_OK) == 0 { return try KeyPlaces.read(path) }
        }
        return nil
    }

    /// Whether somebody has typed the store's passphrase since this machine started.
    package static func isUnlocked(_ store: String) -> Bool {
        folders.contains { access(file(store, in: $0), R_OK) == 0 }
    }

    /// Keeps the secret in the first folder that is in memory and takes it.
    static func keep(_ secret: KeySecret, of store: String) throws(SealFault) {
        for folder in folders {
            mkdir(folder, 0o700)
            guard isInMemory(folder) else { continue }
            do {
                var draft = try DraftFile(of: file(store, in: folder), suffix: ".new")
                try draft.write(Array(secret.line.utf8))
                try draft.place(replacing: true)
                return
            } catch { continue }
        }
        throw .noPlaceToUnlock
    }

    private static let held = Mutex<[String: KeySecret]>([:])

    /// What only this process has.
    static func heldHere(_ store: String) -> KeySecret? { held.withLock { $0[store] } }

    static func holdHere(_ secret: KeySecret, of store: String) {
        held.withLock { $0[store] = secret }
    }

    /// Forgets it, wherever it is kept.
    static func forget(_ store: String) {
        for folder in folders { unlink(file(store, in: folder)) }
    }

    /// Whether the folder is gone with the machine's power, and its owner's alone.
    private static func isInMemory(_ folder: String) -> Bool {
        var status = stat()
        return sealed_pages_in_memory(folder) != 0 && stat(folder, &status) == 0
            && status.st_uid == geteuid() && status.st_mode & 0o077 == 0
    }
}
