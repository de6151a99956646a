import Foundation
internal import Merge
internal import Practice
internal import Records
internal import Replica
internal import Rulebook
internal import Store
internal import Wire

// Finding, reading and writing records.

extension ServiceDesk {
    func find(_ question: Bridgework_V1_FindRequest) throws -> Bridgework_V1_RecordsReply {
        let type = try desk.type(named: Given("find.type").text(question.type))
        try Given("find.where").count(question.where.count, max: CallLimits.fieldsMax)
        let limit = try Given("find.limit").limit(
            question.limit, usual: CallLimits.recordsUsual, max: CallLimits.recordsMax)
        let after = question.after.isEmpty ? nil : try Given("find.after").id(question.after)
        let filters = try question.where.map { filter in
            Assignment(
                field: try Given("find.where.field").text(filter.field),
                change: .assign(try Given("find.where.value").value(filter.value)))
        }
        let sheet = try RecordSheet(type, showing: question.fields, named: "find.fields")
        return try desk.store.read { transaction in
            let selection = RowSelection.matching(
                try transaction.filters(filters, of: type), limit: limit + 1, after: after)
            var ids: [RecordID] = []
            try transaction.visitRows(of: type, selection, []) { ids.append($0.id) }
            var page = RecordsPage(limit: limit)
            for id in ids where !page.isFull {
                try page.add(sheet.record(id, in: transaction))
            }
            return page.reply(of: ids.count)
        }
    }

    func read(_ question: Bridgework_V1_ReadRequest) throws -> Bridgework_V1_RecordsReply {
        let type = try desk.type(named: Given("read.type").text(question.type))
        try Given("read.ids").count(
            question.ids.count + question.names.count, max: CallLimits.recordsMax)
        let ids = try question.ids.map { try Given("read.ids").id($0) }
        let names = try question.names.map { try Given("read.names").text($0) }
        let sheet = try RecordSheet(type, showing: question.fields, named: "read.fields")
        return try desk.store.read { transaction in
            let named = try names.map { try desk.find(type, $0, transaction) }
            var page = RecordsPage(limit: CallLimits.recordsMax)
            for id in ids + named {
                guard !page.isFull else {
                    throw ServiceProblem.tooMuch("read", CallLimits.answerBytesMax, "bytes")
                }
                try page.add(sheet.record(id, in: transaction))
            }
            return page.reply(of: page.count)
        }
    }

    func write(
        _ request: Bridgework_V1_WriteRequest, _ who: Signature
    ) throws -> Bridgework_V1_WriteReply {
        let deed = try deed(request)
        var reply = Bridgework_V1_WriteReply()
        reply.id = Data(deed.record.bytes)
        do {
            let done = try desk.perform(deed, by: who, isDryRun: request.dryRun) { id, lookup in
                // For a caller that has gone nothing is kept.
                try Task.checkCancellation()
                return lookup.state(id)?.basis ?? []
            }
            reply.applied = UInt32(clamping: done.receipt.applied)
            reply.proposals = done.receipt.proposals.map { Data($0.bytes) }
            if !done.isRehearsed { reply.basis = Data(done.outcome) }
        } catch DeedProblem.nothingToDo {
            reply.basis = Data(try desk.reading { $0.state(deed.record)?.basis ?? [] })
        }
        return reply
    }

    private func deed(_ request: Bridgework_V1_WriteRequest) throws -> WriteAsSeen {
        switch request.write {
        case nil: throw ServiceProblem.missing("write")
        case .create(let create):
            return WriteAsSeen(
                try desk.type(named: Given("create.type").text(create.type)),
                try Given("create.id").id(create.id),
                .create(try assignments(create.fields, "create.fields")))
        case .change(let change):
            return WriteAsSeen(
                try desk.type(named: Given("change.type").text(change.type)),
                try Given("change.id").id(change.id),
                .edit(
                    basis: try Given("change.basis").basis(change.basis),
                    try assignments(change.fields, "change.fields")))
        case .retire(let retire):
            return WriteAsSeen(
                try desk.type(named: Given("retire.type").text(retire.type)),
                try Given("retire.id").id(retire.id),
                .setLifecycle(
                    basis: try Given("retire.basis").basis(retire.basis),
                    retire.restore ? .active : .inactive))
        }
    }

    private func assignments(
        _ writes: [Bridgework_V1_FieldWrite], _ name: String
    ) throws -> [Assignment] {
        guard !writes.isEmpty else { throw ServiceProblem.missing(name) }
        try Given(name).count(writes.count, max: CallLimits.fieldsMax)
        return try writes.map { write in
            let field = try Given(name + ".field").text(write.field)
            let value = Given(field)
            let change: Assignment.Change =
                switch write.change {
                case nil: throw ServiceProblem.missing(name + ".change")
                case .set(let text): .assign(try value.value(text))
                case .add(let text): .add(try value.value(text))
                case .remove(let text): .remove(try value.value(text))
                case .put(let pair):
                    .put(key: try value.value(pair.key), value: try value.value(pair.value))
                }
            return Assignment(field: field, change: change)
        }
    }
}

/// Records of one answer, as many as it holds.
private struct RecordsPage {
    private let limit: Int
    private var records: [Bridgework_V1_OfficeRecord] = []
    private var bytes = 0

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { records.count }

    var isFull: Bool { records.count >= limit || bytes > CallLimits.answerBytesMax }

    mutating func add(_ found: (record: Bridgework_V1_OfficeRecord, bytes: Int)?) {
        guard let found else { return }
        records.append(found.record)
        bytes += found.bytes
    }

    /// - Parameter found: how many there were to tell.
    func reply(of found: Int) -> Bridgework_V1_RecordsReply {
        var reply = Bridgework_V1_RecordsReply()
        reply.records = records
        if found > records.count, let last = records.last { reply.next = last.id }
        return reply
    }
}
