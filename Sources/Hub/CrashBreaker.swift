import Foundation
import Merge
import Store
import Sync
import Synchronization

// A change set that makes the hub stop would make it stop again at every start, because its office
// sends it until it is answered. So its id is written down before it is looked at, and struck out
// after the commit. What stands there at a start was being looked at when the process ended. Three
// of those in a row, and it is taken in unread: kept, in quarantine, and out of everybody's way.

/// Remembers across ends of the process which change set was being taken in.
final class CrashBreaker: Sendable {
    static let crashesMax = 3

    private let attempt: String
    private let tally: String
    private let crashes: Mutex<[ChangeSetID: Int]>

    /// Counts what the last process left behind.
    ///
    /// Neither file is synced: a process that ends leaves them whole, and after a power cut they
    /// say less, never more.
    init(_ folder: StoreFolder) throws {
        attempt = folder.path + "/admitting"
        tally = folder.path + "/crashes"
        var crashes = CrashBreaker.read(tally)
        if let id = ChangeSetID(hexadecimal: CrashBreaker.text(attempt)) {
            crashes[id, default: 0] += 1
        }
        self.crashes = Mutex(crashes)
        try write(crashes)
        clear()
    }

    /// How often the hub stopped on each change set that it has not answered.
    var counts: [ChangeSetID: Int] { crashes.withLock { $0 } }

    /// What admission is handed.
    var watch: AdmissionWatch {
        AdmissionWatch { [self] id in
            guard counts[id, default: 0] < CrashBreaker.crashesMax else { return false }
            put(id.hexadecimal)
            return true
        }
    }

    /// Several were taken in: whatever stops the process now cannot be laid at one's door.
    func release() { put("") }

    /// The commit is on disk.
    func clear() { put("") }

    private func put(_ text: String) {
        // A mark that cannot be written is no reason not to take a change set in.
        let descriptor = open(attempt, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        _ = Foundation.close(descriptor)
    }

    private func write(_ crashes: [ChangeSetID: Int]) throws {
        guard !crashes.isEmpty else { return }
        let lines = crashes.sorted { $0.key < $1.key }.map { "\($0.key.hexadecimal) \($0.value)\n" }
        try Data(lines.joined().utf8).write(to: URL(filePath: tally), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: tally)
    }

    private static func read(_ path: String) -> [ChangeSetID: Int] {
        var crashes: [ChangeSetID: Int] = [:]
        for line in text(path).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let id = ChangeSetID(hexadecimal: words[0]),
                let count = Int(words[1])
            else { continue }
            crashes[id] = count
        }
        return crashes
    }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
