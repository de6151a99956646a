import Foundation
package import Merge
package import Sync

/// Two files in a store's folder: what is looked at now, and how often a process ended at what.
///
/// Neither is synced: a process that ends leaves them whole, and after a power cut they say less,
/// never more.
package struct CrashFiles: CrashNotes {
    private let attempt: String
    private let tally: String

    package init(_ folder: StoreFolder) {
        attempt = folder.path + "/admitting"
        tally = folder.path + "/crashes"
    }

    package var begun: ChangeSetID? { ChangeSetID(hexadecimal: CrashFiles.text(attempt)) }

    package func begin(_ id: ChangeSetID?) {
        let descriptor = open(attempt, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let bytes = Array((id?.hexadecimal ?? "").utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        _ = Foundation.close(descriptor)
    }

    package var suspicions: [ChangeSetID: Suspicion] {
        var suspicions: [ChangeSetID: Suspicion] = [:]
        for line in CrashFiles.text(tally).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let id = ChangeSetID(hexadecimal: words[0]),
                let count = Int(words[1]), let at = Int64(words[2])
            else { continue }
            suspicions[id] = Suspicion(count: count, lastAt: Timestamp(milliseconds: at))
        }
        return suspicions
    }

    package func keep(_ suspicions: [ChangeSetID: Suspicion]) throws {
        let isThere = FileManager.default.fileExists(atPath: tally)
        guard isThere || !suspicions.isEmpty else { return }
        let lines = suspicions.sorted { $0.key < $1.key }.map {
            "\($0.key.hexadecimal) \($0.value.count) \($0.value.lastAt.milliseconds)\n"
        }
        try Data(lines.joined().utf8).write(to: URL(filePath: tally), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: tally)
    }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
