import ArgumentParser
package import Backups
import Foundation

/// Where a backup goes: into a file, or into a folder that takes one more.
package struct BackupPlace {
    private let place: String
    private let keep: Int?
    private let isFolder: Bool

    /// - Parameter keep: in a folder, how many stay there; `nil` for all.
    /// - Throws: `ValidationError` where that many, or such a place, makes no sense.
    package init(_ place: String, keep: Int?) throws {
        var isFolder: ObjCBool = false
        self.isFolder =
            FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
            && isFolder.boolValue
        self.place = place
        self.keep = keep
        if let keep, keep < 1 { throw ValidationError("--keep takes a number from 1.") }
        if keep != nil, !self.isFolder {
            throw ValidationError("--keep is for a folder of backups, and that is none: \(place)")
        }
    }

    /// - Parameter console: whose working directory a path is relative to.
    package func path(_ console: Console) -> String {
        URL(filePath: console.absolute(place)).standardizedFileURL.path
    }

    /// `nil` for a file.
    package func folder(_ console: Console) -> BackupFolder? {
        isFolder ? BackupFolder(path(console), keep: keep) : nil
    }
}

extension Console {
    /// Says what was written.
    ///
    /// - Parameter gone: how many earlier ones gave way.
    package func tell(backedUp position: UInt64, at path: String, bytes: Int, gone: Int) {
        line("backed up through position \(position): \(path), \(bytes) bytes")
        if gone > 0 { line("removed \(gone) of before") }
    }
}
