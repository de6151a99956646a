import Merge
import Sync
import Testing

@testable import Hub

/// The operator's way out when a record stops others.
struct CutTests {
    private static let schema = Schema(
        version: 1,
        types: [
            RecordType(
                "thing", "Something of the group.", visibility: .group, writers: .offices,
                [
                    .register("label", .text(max: 40), .latest),
                    .log("steps", [Field("step", .text(max: 40))]),
                ])
        ])
    private static let record = RecordID(bits: 0x900)
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private let hub: TestHub

    init() throws {
        hub = try TestHub(schema: CutTests.schema, now: CutTests.now)
    }

    private func desk() throws -> HubDesk {
        // Nobody may end a log's lines, the hub itself not.
        let rules = HubRules(
            schema: CutTests.schema,
            permission: { request, _ in
                request.op.attribute == "steps" && !request.op.replaces.isEmpty
                    ? .refuse(.appendOnly) : .allow
            }, reactions: { _, _, _ in [] })
        return try hub.desk(rules: rules) { CutTests.now }
    }

    private func fill(_ desk: HubDesk, values: Int) throws {
        let text = { (text: String) in Value([.text(text)]).encoded }
        let write = { (attribute: String, key: Bytes, value: Bytes) in
            Op(
                record: CutTests.record, type: "thing", attribute: attribute, key: key,
                value: value)
        }
        try desk.write(
            [write("label", [], text("a"))] + (0..<5).map { write("steps", [], text("\($0)")) },
            reason: "")
        for number in 0..<values {
            let large = [UInt8](repeating: 7, count: 500 << 10)[...]
            try desk.write([write("zzz", [UInt8(number)], large)], reason: "")
        }
    }

    @Test func `a record is cut out, and the history says so and stays whole`() throws {
        let desk = try desk()
        defer { try? hub.remove() }
        try fill(desk, values: 20)
        let before = try desk.store.read { try $0.head.position }
        let cut = try desk.cut(CutTests.record.description, reason: "it is full")
        #expect(cut.type == "thing")
        #expect(cut.entries == 22)
        #expect(cut.position > before)
        try desk.store.read { transaction in
            let left = try #require(try transaction.record(CutTests.record))
            #expect(left.state.entries.isEmpty)
            let line = try #require(try transaction.auditLines(limit: 1).first)
            #expect(line.event == "record-cut")
            #expect(line.subject == CutTests.record)
        }
        #expect(try desk.store.problems() == [])
        // There is room again.
        try fill(desk, values: 1)
        let entries = try desk.store.read { try $0.record(CutTests.record)?.state.entries.count }
        #expect(entries == 7)
    }

    @Test func `what cannot be cut is refused with what to do`() throws {
        let desk = try desk()
        defer { try? hub.remove() }
        #expect(throws: HubError.badRecordID) { try desk.cut("twelve", reason: "why") }
        #expect(throws: HubError.noSuchRecord) {
            try desk.cut(CutTests.record.description, reason: "why")
        }
        try fill(desk, values: 0)
        #expect(throws: HubError.badReason) {
            try desk.cut(CutTests.record.description, reason: "")
        }
        _ = try desk.cut(
            CutTests.record.description, reason: String(repeating: "é", count: 512))
        #expect(throws: HubError.recordEmpty) {
            try desk.cut(CutTests.record.description, reason: "why")
        }
    }
}
