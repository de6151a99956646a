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

    /// A file that waits, as its name tells.
    struct Kept {
        fileprivate let path: String
        /// Where the store has to be for it, and which one it is; `nil` for a strange name.
        fileprivate let at: RowMark?
        fileprivate let place: CourierPlace?

        /// What is in it now.
        ///
        /// - Throws: `CourierFault.unreadable`.
        func bytes() throws(CourierFault) -> [UInt8] {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw .unreadable(path)
            }
            return [UInt8](data)
        }

        func remove() { unlink(path) }
    }

    /// How many wait.
    ///
    /// - Throws: `CourierFault.unreadable` where the folder is there and cannot be read.
    package var count: Int { get throws { try names.count } }

    private var names: [String] {
        get throws {
            do {
                return try FileManager.default.contentsOfDirectory(atPath: path)
                    .filter { $0.hasSuffix(CourierShelf.suffix) }.sorted()
            } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
                return []
            } catch {
                throw CourierFault.unreadable(path)
            }
        }
    }

    /// Those that wait, in the order in which they go on; each is read when it is wanted.
    var files: [Kept] {
        get throws {
            try names.map { name in
                let words = name.dropLast(CourierShelf.suffix.count).split(separator: "-")
                let file = path + "/" + name
                guard words.count == 4, let position = UInt64(words[0]),
                    let record = RecordID(hexadecimal: String(words[1])),
                    let number = UInt64(words[2]), let part = UInt64(words[3])
                else { return Kept(path: file, at: nil, place: nil) }
                return Kept(
                    path: file, at: RowMark(position: position, record: record),
                    place: CourierPlace(number: number, part: part))
            }
        }
    }

    private static let suffix = ".courier"

    /// Keeps a file; the same part of the same answer gives way.
    ///
    /// - Throws: `CourierFault.tooManyWaiting` where so many wait already, or the system's error.
    func keep(_ bytes: [UInt8], _ place: CourierPlace, _ answer: CourierStart.Answer) throws {
        let files = FileManager.default
        try files.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let mark = answer.at.through
        let text = String(mark.position)
        let padded = String(repeating: "0", count: max(0, 20 - text.count)) + text
        let name =
            "\(padded)-\(mark.record.hexadecimal)-\(place.number)-\(place.part)"
            + CourierShelf.suffix
        let names = try names
        guard names.contains(name) || names.count < SyncLimits.courierWaitingMax else {
            throw CourierFault.tooManyWaiting(limit: SyncLimits.courierWaitingMax)
        }
        let file = URL(filePath: path + "/" + name)
        try Data(bytes).write(to: file, options: .atomic)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    /// Removes those that can never be taken in any more.
    ///
    /// The store has passed where they go on from, or took in the answer to a later file; they may
    /// hold records that have left since.
    func dropOvertaken(by cursor: Cursor, _ taken: CourierPlace) throws {
        for kept in try files {
            if let at = kept.at, let place = kept.place, at >= cursor.through,
                place.number >= taken.number
            {
                continue
            }
            kept.remove()
        }
    }

    /// Removes all: over a line the store has come to where the hub is, beyond any of them.
    func clear() throws { for kept in try files { kept.remove() } }
}
