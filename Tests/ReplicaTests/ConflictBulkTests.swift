import Benefits
import Foundation
import Merge
import Practice
import Records
import Replica
import Rulebook
import Store
import Testing

/// Many conflicts of one cause, a batch at a time.
struct ConflictBulkTests {
    /// BRIDGEWORK_CONFLICTS=100000 measures what an admin meets after a bad import.
    private static let count =
        ProcessInfo.processInfo.environment["BRIDGEWORK_CONFLICTS"].flatMap { Int($0) } ?? 1_200

    @Test func `many conflicts are paged and settled so many at a time`() throws {
        let folder = StoreFolder(
            NSTemporaryDirectory() + "bridgework-bulk-" + UUID().uuidString.prefix(8))
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let schema = PracticeSchema.current
        let replica = ReplicaID(bits: 7)
        let store = try Store(
            creating: folder, kind: .replica, schema: schema, checks: .practice(schema),
            meta: [
                "replica": replica.hexadecimal, "group": RecordID(bits: 9).hexadecimal,
                "role": Role.coordinator.rawValue,
            ])
        let count = Self.count
        for start in stride(from: 0, to: count, by: 500) {
            try disagree(on: start..<min(start + 500, count), in: store, replica)
        }
        let desk = try Desk(store) { Timestamp(milliseconds: 1_800_000_000_000) }
        var filter = try desk.conflictFilter()
        filter.kind = FieldConflict.Kind.siblings.rawValue
        filter.attribute = "sexForClaims"
        let clock = ContinuousClock()
        let first = try clock.measure {
            let page = try store.read { try $0.conflicts(filter, limit: 50) }
            #expect(page.count == 50)
        }
        #expect(try store.read { try $0.conflictCount(filter) } == count)
        #expect(try pages(store, filter) == (count + 499) / 500)
        var tally = ConflictTally()
        let settling = try clock.measure {
            tally = try desk.resolveAll(
                filter, .newest, isDry: false, actor: nil, reason: "one import")
        }
        #expect(tally.settled == count)
        #expect(tally.changeSets == (count + Desk.settlementsMax - 1) / Desk.settlementsMax)
        #expect(try store.read { try $0.conflictCount(filter) } == 0)
        if count > 10_000 { print("first page \(first), settled \(settling), \(memory())") }
        try store.close()
    }

    /// How many pages the whole list takes, each conflict once.
    private func pages(_ store: Store, _ filter: ConflictFilter) throws -> Int {
        var place: OpenConflict.Place?
        var seen: Set<RecordID> = []
        var pages = 0
        while true {
            let page = try store.read { try $0.conflicts(filter, after: place, limit: 500) }
            guard let last = page.last else { return pages }
            #expect(seen.isDisjoint(with: page.map(\.id)))
            seen.formUnion(page.map(\.id))
            place = last.place
            pages += 1
        }
    }

    private func disagree(
        on numbers: Range<Int>, in store: Store, _ replica: ReplicaID
    ) throws {
        for (turn, sex) in ["M", "F"].enumerated() {
            try store.write { transaction in
                let ops = numbers.map { number in
                    let id = RecordID(bits: UInt128(1) << 96 | UInt128(1) << 63 | UInt128(number))
                    return Write(Patient.sexForClaims, id, sex)
                        .op(seeing: RecordState(), shape: nil)
                }
                _ = try transaction.append(
                    ChangeSet(
                        replica: replica, actor: nil, role: .coordinator,
                        claimedAt: Timestamp(milliseconds: Int64(1_700_000_000_000 + turn)),
                        parent: try transaction.tip, nonce: UInt64(turn), ops: ops))
            }
        }
    }

    private func memory() -> String {
        let status = FileManager.default.contents(atPath: "/proc/self/status")
        let text = String(decoding: status ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").first { $0.hasPrefix("VmHWM") }.map(String.init) ?? ""
    }
}
