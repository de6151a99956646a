import DeskKit
import GRDB
import Merge
import Practice
import Records
import Replica
import Rulebook
import Store
import Testing

/// A read that fails ends whatever was going on, whoever asked.
struct FailedReadTests {
    private static let elm = RecordID(bits: 0xE1)

    /// An office whose own record, with its time zone, cannot be read.
    private func damaged() throws -> (lone: LoneDesk, desk: Desk) {
        let lone = try LoneDesk(office: Self.elm)
        try lone.write([
            Write(Office.code, Self.elm, "ELM"),
            Write(Office.timeZone, Self.elm, "America/New_York"),
        ])
        #expect(try lone.desk.reading { $0.record(Self.elm)?[Office.code] } == "ELM")
        try lone.store.close()
        let file = try DatabaseQueue(path: lone.folder.database)
        try file.write { try $0.execute(sql: "UPDATE change_set SET bytes = zeroblob(40)") }
        try file.close()
        let store = try Store.opened(lone.folder, as: .replica)
        return (lone, try Desk(store) { Timestamp(milliseconds: 1_800_000_000_000) })
    }

    @Test func `a damaged office record is an error, and no other day`() throws {
        let (lone, desk) = try damaged()
        defer { withExtendedLifetime(lone) { desk.store.closeQuietly() } }
        #expect(throws: (any Error).self) { try desk.today }
        #expect(throws: (any Error).self) { try desk.isTimeZoneUnknown }
        #expect(throws: (any Error).self) {
            try desk.reading { $0.record(Self.elm)?[Office.code] ?? "the centre" }
        }
    }

    @Test func `a rule that went on from an empty answer is not what the desk says`() throws {
        let (lone, desk) = try damaged()
        defer { withExtendedLifetime(lone) { desk.store.closeQuietly() } }
        let failure = #expect(throws: (any Error).self) {
            try desk.reading { lookup in
                guard lookup.record(Self.elm) != nil else {
                    throw DeedProblem.noSuchRecord(type: "office")
                }
            }
        }
        #expect(!(failure is DeedProblem))
    }

    @Test(arguments: ["office", "cursor.through", "cursor.record", "top.chain", "scopes"])
    func `a setting that holds what nobody wrote is damage, and not none`(key: String) throws {
        let lone = try LoneDesk(office: Self.elm)
        try lone.store.write { try $0.setMeta(key, "what nobody wrote") }
        let failure = #expect(throws: StoreError.self) {
            let desk = try Desk(lone.store) { Timestamp(milliseconds: 1_800_000_000_000) }
            try desk.store.read { transaction in
                _ = try (transaction.cursor, transaction.top, transaction.scopes)
            }
        }
        #expect(failure == .damagedMeta(key: key))
    }

    @Test func `nothing is written from what could not be read`() throws {
        let (lone, desk) = try damaged()
        defer { withExtendedLifetime(lone) { desk.store.closeQuietly() } }
        #expect(throws: (any Error).self) {
            try desk.perform(
                CreateRecord(.office, [try Assignment(parsing: "code=OAK")]), by: Signature(nil))
        }
        #expect(throws: (any Error).self) {
            try desk.store.write { transaction in
                _ = transaction.lookup.record(Self.elm)
                try transaction.setMeta("seen", "1")
            }
        }
        #expect(try desk.store.read { try $0.meta("seen") } == nil)
    }
}
