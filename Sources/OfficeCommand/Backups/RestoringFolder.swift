import Backups
import Dispatch
import Foundation
import Sealing
package import Store

/// A folder in which a store is made of a backup, beside the one it is to become; it is gone with
/// this process, unless it got its name.
///
/// It holds keys and records: a signal that ends the process removes it, and what a
/// killed process left, the next one with the same place removes.
package final class RestoringFolder {
    private static let mark = "/made-of-a-backup"

    package let folder: StoreFolder
    private var signals: [any DispatchSourceSignal] = []

    /// - Parameter place: the folder it is to become, or to lie beside.
    package init(for place: String) throws {
        let prefix = place + ".restoring-"
        RestoringFolder.sweep(prefix)
        folder = StoreFolder("\(prefix)\(getpid())-\(UInt32.random(in: 0 ... .max))")
        guard mkdir(folder.path, 0o700) == 0 else { throw BackupError.unwritable(folder.path) }
        guard FileManager.default.createFile(atPath: folder.path + Self.mark, contents: nil) else {
            throw BackupError.unwritable(folder.path)
        }
        signals = RestoringFolder.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { [path = folder.path] in
                RestoringFolder.remove(path)
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    deinit {
        for source in signals { source.cancel() }
        for number in RestoringFolder.numbers { signal(number, SIG_DFL) }
    }

    private static let numbers = [SIGTERM, SIGINT, SIGHUP]

    /// Makes a store of a backup, in a folder that gets its name once all of it is there.
    ///
    /// - Parameters:
    ///   - folder: what it is to become; it holds no store yet.
    ///   - fill: makes the store in the folder that it is handed.
    /// - Throws: what `fill` throws; then there is nothing.
    package static func making<Outcome>(
        _ folder: StoreFolder, _ fill: (StoreFolder) throws -> Outcome
    ) throws -> Outcome {
        guard !folder.holdsStore else { throw StoreError.alreadyExists(folder: folder.path) }
        try requireRoom(for: folder)
        let draft = try RestoringFolder(for: folder.path)
        do {
            let outcome = try fill(draft.folder)
            try draft.move(to: folder)
            return outcome
        } catch {
            draft.remove()
            throw error
        }
    }

    /// The same in a scratch folder, which is deleted, and which this process alone can open.
    ///
    /// - Parameter place: where it is made.
    package static func trying<Outcome>(
        in place: String, _ fill: (StoreFolder) throws -> Outcome
    ) throws -> Outcome {
        let draft = try RestoringFolder(for: place + "/bridgework-verify")
        defer { draft.remove() }
        _ = try draft.folder.withKeys { keys throws(SealFault) in
            try keys.make(.memory, environment: [:])
        }
        return try fill(draft.folder)
    }

    /// Only an empty folder gives way: nobody waits for a restoration that ends in a refusal.
    private static func requireRoom(for folder: StoreFolder) throws {
        let files = FileManager.default
        guard let found = try? files.attributesOfItem(atPath: folder.path) else { return }
        let isFolder = found[.type] as? FileAttributeType == .typeDirectory
        guard isFolder, try files.contentsOfDirectory(atPath: folder.path).isEmpty else {
            throw BackupError.folderTaken(folder.path)
        }
    }

    /// Gives it its name: in the place of nothing, or of an empty folder.
    func move(to place: StoreFolder) throws {
        unlink(folder.path + Self.mark)
        rmdir(place.path)
        guard rename(folder.path, place.path) == 0 else {
            throw BackupError.folderTaken(place.path)
        }
    }

    func remove() { RestoringFolder.remove(folder.path) }

    private static func remove(_ path: String) {
        _ = Result { try FileManager.default.removeItem(atPath: path) }
    }

    /// What processes left that are no more.
    private static func sweep(_ prefix: String) {
        let folder = (prefix as NSString).deletingLastPathComponent
        let start = (prefix as NSString).lastPathComponent
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(start) {
            let words = name.dropFirst(start.count).split(separator: "-")
            let path = folder + "/" + name
            guard words.count == 2, let process = pid_t(words[0]), kill(process, 0) != 0,
                FileManager.default.fileExists(atPath: path + mark)
            else { continue }
            remove(path)
        }
    }
}
