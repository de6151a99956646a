import Foundation
import Merge
package import Store
import Sync

/// Files that came down too early: they lie in the store's folder, sealed as they came, until the
/// store is where they go on from.
package struct CourierShelf {
    private let path: String

    package init(_ folder: StoreFolder) {
        path = folder.path + "/courier"
    }

    /// A file that waits.
    struct Kept {
        fileprivate let path: String
        let bytes: [UInt8]

        func remove() { unlink(path) }
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".courier") }.sorted()
    }

    package var count: Int { names.count }

    /// Those that wait, in the order in which they go on.
    var files: [Kept] {
        names.compactMap { name in
            let file = path + "/" + name
            return FileManager.default.contents(atPath: file).map {
                Kept(path: file, bytes: [UInt8]($0))
            }
        }
    }

    /// Keeps a file; one from the same place gives way.
    ///
    /// - Throws: `CourierFault.tooManyWaiting` where so many wait already, or the system's error.
    func keep(_ bytes: [UInt8], _ answer: CourierStart.Answer) throws {
        let files = FileManager.default
        try files.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let place = answer.at.through
        let text = String(place.position)
        let padded = String(repeating: "0", count: max(0, 20 - text.count)) + text
        let name = "\(padded)-\(place.record.hexadecimal).courier"
        guard names.contains(name) || count < SyncLimits.courierWaitingMax else {
            throw CourierFault.tooManyWaiting(limit: SyncLimits.courierWaitingMax)
        }
        let file = URL(filePath: path + "/" + name)
        try Data(bytes).write(to: file, options: .atomic)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
}
