import Merge
import Sync

/// The smallest business that has everything the conversation must carry.
enum SmallSchema {
    /// `p` is visible where its `offices` say; `c` follows its `p`; `g` is the whole group's.
    static let schema = Schema(
        version: 1,
        types: [
            RecordType(
                "p", "A record with a scope.", visibility: .offices(set: "offices"),
                writers: .offices,
                [
                    .set("offices", writers: .central, [Field("office", .reference("office"))]),
                    .register("name", .integer(0...9_999), .latest),
                    .map(
                        "tags", .latest, key: [Field("tag", .integer(0...9))],
                        [Field("number", .integer(0...9_999))]),
                    .register("plan", .integer(0...9_999), .review, writers: .central),
                    .register("birth", .integer(0...9_999), .immutable),
                    .log("notes", [Field("note", .text(max: 99))]),
                ]),
            RecordType(
                "c", "A child of `p`.", visibility: .parent(field: "p"), writers: .offices,
                [
                    .register("p", .reference("p"), .review),
                    .register("name", .integer(0...9_999), .latest),
                ]),
            RecordType(
                "g", "A record of the group.", visibility: .group, writers: .offices,
                [.register("name", .integer(0...9_999), .latest)]),
        ])

    static let rules = HubRules(
        schema: schema, permission: { request, _ in permission(request) },
        reactions: { _, _, _ in [] })

    static func permission(_ request: WriteRequest) -> Permission {
        guard request.role != .hub, let attribute = schema[request.op.type]?[request.op.attribute]
        else { return .allow }
        if attribute.shape == .log, !request.op.replaces.isEmpty { return .refuse(.appendOnly) }
        if attribute.policy == .immutable, !request.before.entries(of: attribute.name).isEmpty {
            return .refuse(.immutable)
        }
        return attribute.writers == .central && request.role == .office ? .propose : .allow
    }

    static func number(_ value: Int) -> Bytes { Value([.int(Int64(value))]).encoded }

    static func reference(_ id: RecordID) -> Bytes { Value([.blob(id.bytes[...])]).encoded }

    static func name(of record: RecordID, _ value: Int, type: String = "p") -> Write {
        Write(record: record, type: type, attribute: "name", value: number(value))
    }
}
