import CRecordingDisk
import CSealedPages
import Foundation
import Testing

@testable import Sealing

/// The power goes at any moment: what was not synced is lost, torn or there, in any order.
///
/// One run is recorded, then cut hundreds of times, each with another seed.
@Suite(.serialized)
struct PowerCutTests {
    private static let disk = "bridgework-sealed-recording"
    private static let cuts = 400

    @Test func `what was committed is there after every cut`() throws {
        #expect(recording_disk_register() == 0)
        #expect(sealed_pages_register(Self.disk, "recording") == 0)
        let folder = try SealedFolder()
        recording_disk_clear()
        try Self.work(folder.path + "/a", folder.ring)
        let steps = RecordedStep.all(in: folder.path + "/a")
        recording_disk_clear()
        #expect(steps.count > 500)
        var deepest = 0
        for seed in 0..<Self.cuts {
            var dice = SplitMix(seed: UInt64(seed))
            let end = Int(dice.next() % UInt64(steps.count))
            let cut = PowerCut(steps.prefix(end), &dice)
            try cut.leave(as: folder.path + "/b")
            let promised = try Self.promised(folder.path + "/b", folder.ring)
            #expect(promised >= cut.promised, "seed \(seed), step \(end)")
            deepest = max(deepest, promised)
        }
        #expect(deepest > 60)
    }

    /// Writes numbered rows, one a transaction, with checkpoints and a rebuilt file among them.
    private static func work(_ path: String, _ ring: KeyRing) throws {
        let database = try SealedDatabase(path, ring, on: disk)
        try database.run("PRAGMA journal_mode = WAL")
        try database.run("CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT)")
        try database.run("CREATE INDEX words ON t (word)")
        recording_disk_promise(0)
        for number in 1...80 {
            try database.run("INSERT INTO t VALUES (\(number), hex(randomblob(600)))")
            recording_disk_promise(Int64(number))
            if number % 15 == 0 { try database.run("PRAGMA wal_checkpoint(RESTART)") }
            if number == 40 { try database.run("VACUUM") }
        }
    }

    /// How many rows are there, in order and without a gap; -1 where there is no table yet.
    private static func promised(_ path: String, _ ring: KeyRing) throws -> Int {
        let database = try SealedDatabase(path, ring)
        let tables = try database.column("SELECT name FROM sqlite_schema WHERE name = 't'")
        guard !tables.isEmpty else { return -1 }
        #expect(try database.column("PRAGMA integrity_check") == ["ok"])
        let rows = try database.column("SELECT id FROM t ORDER BY id")
        #expect(rows == (0..<rows.count).map { "\($0 + 1)" })
        return rows.count
    }
}

/// What was done to a file, as the disk was asked.
struct RecordedStep {
    enum Deed {
        case write(at: Int, [UInt8])
        case truncate(to: Int)
        case sync, delete
        case promise(Int)
    }

    /// What the file's name has behind the database's.
    let suffix: String
    let deed: Deed

    static func all(in path: String) -> [RecordedStep] {
        (0..<recording_disk_count()).compactMap { index in
            guard let step = recording_disk_step(index)?.pointee else { return nil }
            let name = withUnsafeBytes(of: step.path) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if step.kind == recorded_promise {
                return RecordedStep(suffix: "", deed: .promise(Int(step.offset)))
            }
            guard name.hasPrefix(path) else { return nil }
            return RecordedStep(suffix: String(name.dropFirst(path.count)), deed: deed(step))
        }
    }

    private static func deed(_ step: recorded_step) -> Deed {
        switch step.kind {
        case recorded_write:
            let bytes = UnsafeBufferPointer(start: step.bytes, count: Int(step.count))
            return .write(at: Int(step.offset), Array(bytes))
        case recorded_truncate: return .truncate(to: Int(step.offset))
        case recorded_delete: return .delete
        default: return .sync
        }
    }
}

/// The files as a cut of the power leaves them.
struct PowerCut {
    private static let sector = 512

    private(set) var promised = -1
    private var files: [String: [UInt8]] = [:]

    init(_ steps: ArraySlice<RecordedStep>, _ dice: inout SplitMix) {
        var waiting: [String: [RecordedStep.Deed]] = [:]
        for step in steps {
            switch step.deed {
            case .promise(let number): promised = number
            case .sync:
                for deed in waiting.removeValue(forKey: step.suffix) ?? [] {
                    apply(deed, step.suffix)
                }
            // A name that is gone: SQLite asks for it durably or does not mind.
            case .delete:
                waiting[step.suffix] = nil
                files[step.suffix] = nil
            case .write, .truncate: waiting[step.suffix, default: []].append(step.deed)
            }
        }
        for (suffix, deeds) in waiting.sorted(by: { $0.key < $1.key }) {
            for deed in deeds { lose(deed, suffix, &dice) }
        }
    }

    private mutating func apply(_ deed: RecordedStep.Deed, _ suffix: String) {
        var file = files[suffix] ?? []
        switch deed {
        case .write(let place, let bytes):
            if file.count < place + bytes.count {
                file += [UInt8](repeating: 0, count: place + bytes.count - file.count)
            }
            file.replaceSubrange(place..<place + bytes.count, with: bytes)
        case .truncate(let count):
            file = Array(file.prefix(count))
            file += [UInt8](repeating: 0, count: count - file.count)
        case .sync, .delete, .promise: break
        }
        files[suffix] = file
    }

    /// Of what was not synced each sector is there or not.
    private mutating func lose(
        _ deed: RecordedStep.Deed, _ suffix: String, _ dice: inout SplitMix
    ) {
        guard case .write(let place, let bytes) = deed else {
            if dice.next() % 2 == 0 { apply(deed, suffix) }
            return
        }
        let kind = dice.next() % 4
        if kind == 0 { return }
        if kind == 1 { return apply(deed, suffix) }
        var start = 0
        while start < bytes.count {
            let end = min(
                bytes.count, ((place + start) / PowerCut.sector + 1) * PowerCut.sector - place)
            if dice.next() % 2 == 0 {
                apply(.write(at: place + start, Array(bytes[start..<end])), suffix)
            }
            start = end
        }
    }

    func leave(as path: String) throws {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
        for (suffix, bytes) in files {
            try Data(bytes).write(to: URL(filePath: path + suffix))
        }
    }
}

/// Numbers that follow from a seed (SplitMix64).
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
