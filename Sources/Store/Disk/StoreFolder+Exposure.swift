import Foundation

/// A folder or file of a store that others than its owner can reach.
package struct ExposedPath: Hashable, Sendable, CustomStringConvertible {
    package let path: String
    package let mode: UInt32
    package let wanted: UInt32

    package init(path: String, mode: UInt32, wanted: UInt32) {
        self.path = path
        self.mode = mode
        self.wanted = wanted
    }

    package var description: String {
        "\(path) can be reached by others (mode \(String(mode, radix: 8))): run "
            + "`chmod \(String(wanted, radix: 8)) \(path)`"
    }
}

extension StoreFolder {
    /// What others can reach: the folder, that of the keys, and every file in it.
    ///
    /// Files beside the keys are as private as the folder that they are in.
    package var exposed: [ExposedPath] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: identity)) ?? []
        return [(path, 0o700), (identity, 0o700)].compactMap(Self.exposed)
            + names.sorted().map { ("\(identity)/\($0)", 0o600) }.compactMap(Self.exposed)
    }

    /// - Returns: `nil` for what is private, a link, or not there.
    private static func exposed(_ path: String, _ wanted: UInt32) -> ExposedPath? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK,
            status.st_mode & 0o077 != 0
        else { return nil }
        return ExposedPath(path: path, mode: status.st_mode & 0o777, wanted: wanted)
    }
}
