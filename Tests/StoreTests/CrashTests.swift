import Foundation
import Merge
import Testing

@testable import Store

/// What a process acknowledged stands after `kill -9`, whenever it comes.
@Suite(.serialized)
struct CrashTests {
    private static let kills = 50

    @Test(arguments: [false, true])
    func `every acknowledged write survives fifty kills`(isSealed: Bool) async throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch, isSealed: isSealed)
        try office.store.close()
        let path = office.folder.path
        let journal = scratch.path + "/acknowledged"
        for round in 0..<CrashTests.kills {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, journal = journal as String, round = round as Int] in
                try CrashTests.writeUntilKilled(path, journal, round)
            }
        }
        let lines = try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n")
        let acknowledged = Set(lines.compactMap { RecordID(hexadecimal: String($0)) })
        // How many there are is up to the machine; that there are some makes this a test.
        #expect(!acknowledged.isEmpty)
        let store = try Store(opening: office.folder, kind: .replica, schema: Sample.schema)
        #expect(try store.integrityProblems() == [])
        try store.read { transaction in
            let shown = Set(try transaction.list(Sample.thing).map(\.id))
            let history = try transaction.unacknowledged()
            #expect(acknowledged.subtracting(shown).isEmpty)
            // Row, history and overlay came together or not at all.
            #expect(try transaction.pendingCount == UInt64(shown.count))
            #expect(history.count <= shown.count)
        }
    }

    /// Writes records, notes each one's id after its commit, and dies at a random moment.
    private static func writeUntilKilled(
        _ path: String, _ journal: String, _ round: Int
    ) throws {
        let store = try Store(
            opening: StoreFolder(path), kind: .replica, schema: Sample.schema)
        let note = open(journal, O_WRONLY | O_APPEND | O_CREAT, 0o600)
        Thread.detachNewThread {
            usleep(UInt32.random(in: 0..<40_000))
            kill(getpid(), SIGKILL)
        }
        for number in 0... {
            let id = Sample.id(round * 100_000 + number)
            try store.write { transaction in
                let write = Sample.write(id, "label", .text("\(round) \(number)"))
                _ = try transaction.append(
                    ChangeSet(
                        replica: ReplicaID(bits: 7), actor: nil, role: .office,
                        claimedAt: Timestamp(milliseconds: 1), parent: try transaction.tip,
                        nonce: UInt64.random(in: 0 ... .max),
                        ops: [write.op(seeing: RecordState(), shape: nil)]))
            }
            let line = Array("\(id.hexadecimal)\n".utf8)
            _ = Foundation.write(note, line, line.count)
        }
    }
}
