import Foundation
internal import Merge
internal import Replica
internal import Store
internal import Wire

// What changed, from a cursor on.

extension ServiceDesk {
    func changes(_ question: Bridgework_V1_ChangesRequest) throws -> Bridgework_V1_ChangesReply {
        let limit = try Given("changes.limit").limit(
            question.limit, usual: CallLimits.changesUsual, max: CallLimits.changesMax)
        try Given("changes.types").count(question.types.count, max: CallLimits.fieldsMax)
        let types = try question.types.map { name in
            try desk.type(named: Given("changes.types").text(name)).name
        }
        var reply = Bridgework_V1_ChangesReply()
        guard !question.cursor.isEmpty else {
            reply.cursor = Data(try desk.store.write { try $0.openFeed().bytes })
            return reply
        }
        guard let cursor = FeedCursor(bytes: Array(question.cursor)) else {
            throw ServiceProblem.malformed("changes.cursor", "is no cursor of a feed")
        }
        let page = try desk.store.read { transaction in
            try transaction.feed(after: cursor, limit: limit)
        }
        guard let page else { throw ServiceProblem.cursorTooOld() }
        reply.changes = page.changes.filter { types.isEmpty || types.contains($0.type) }
            .map(Self.told)
        reply.cursor = Data(page.cursor.bytes)
        reply.more = page.hasMore
        return reply
    }

    private static func told(_ change: FeedChange) -> Bridgework_V1_RecordChange {
        var told = Bridgework_V1_RecordChange()
        told.kind =
            switch change.kind {
            case .created: .created
            case .changed: .changed
            case .gone: .gone
            case .conflict: .conflict
            case .settled: .settled
            }
        told.id = Data(change.subject.bytes)
        told.type = change.type
        told.units = change.units
        told.position = change.position
        return told
    }
}
