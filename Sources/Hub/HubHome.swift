import Foundation

/// The folder of the hub's process on its machine: its keys, its socket, what it tries apart.
///
/// The store may be elsewhere.
package struct HubHome: Hashable, Sendable {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Keys and certificates.
    var identity: String { path + "/identity" }
    /// The unix socket on which the hub answers commands.
    var socket: String { path + "/socket" }
    /// Whoever writes a backup holds it.
    var backupLock: String { path + "/backup.lock" }
    /// The last courier file of each replica.
    var courier: String { path + "/courier" }
    /// Where copies of the store lie while a change set is tried apart.
    var proof: String { path + "/proof" }

    /// Removes the socket of a process that stops; whoever has the store may.
    func removeSocket() {
        unlink(socket)
    }
}
