import ArgumentParser
import Merge
internal import Records
import Replica
package import Rulebook
package import Sync
internal import Tables

/// A page of the change sets that were asked for.
package struct HistoryReport {
    private let options: HistoryOptions
    private let store: any HistoryStore
    private let names: AccountNames

    package init(_ options: HistoryOptions, _ store: any HistoryStore) {
        self.options = options
        self.store = store
        self.names = AccountNames(store)
    }

    /// - Parameter holder: whose change sets; `nil` for everybody's.
    package func run(holder: AccountHolder?, _ console: Console) throws {
        let book = try store.book()
        let record = try options.record.map { try find($0) }
        let actor = try options.actor.map { try user($0) }
        var listing = Table([
            "number", "at", "account", "actor", "replica", "reason", "writes", "records", "types",
            "changeSet",
        ])
        let isForward = options.after != nil
        var last = options.after ?? options.before ?? .max
        var hasMore = false
        scan: while true {
            let page = try page(of: book, touching: record, beyond: last, isForward: isForward)
            guard !page.isEmpty else { break }
            for changeSet in page {
                guard options.takes(changeSet.day),
                    actor == nil || changeSet.content?.actor == actor
                else {
                    last = changeSet.ordinal
                    continue
                }
                let owner = try changeSet.replica.map { try book.holder(of: $0) } ?? .unknown
                if holder == nil || holder == owner {
                    guard listing.count < options.limit else {
                        hasMore = true
                        break scan
                    }
                    listing.add(try row(changeSet, owner))
                }
                last = changeSet.ordinal
            }
        }
        try options.output.print(listing, to: console)
        if hasMore {
            console.say("there is more: --\(isForward ? "after" : "before") \(last)")
        }
    }

    private func page(
        of book: any HistoryBook, touching record: RecordID?, beyond last: Int64, isForward: Bool
    ) throws -> [AccountedChangeSet] {
        try book.page(isForward ? .after(last) : .before(last), touching: record)
    }

    private func row(
        _ changeSet: AccountedChangeSet, _ owner: AccountHolder
    ) throws -> [Table.Cell] {
        let content = changeSet.content
        let records = Set(content?.ops.map(\.record) ?? [])
        let types = Set(content?.ops.map(\.type) ?? []).sorted()
        return [
            .init(changeSet.ordinal),
            .instant(content?.claimedAt ?? changeSet.effectiveAt),
            .init(try names.name(of: owner)), try names.actor(content?.actor),
            changeSet.replica.map { .init(replica: $0) } ?? .blank,
            .init(content?.reason ?? ""), writes(changeSet), .init(records.count),
            .init(
                types.joined(separator: " "),
                json: "[" + types.map { CellText.quoted($0) }.joined(separator: ",") + "]"),
            .init(changeSet: changeSet.id),
        ]
    }

    private func writes(_ changeSet: AccountedChangeSet) -> Table.Cell {
        guard !changeSet.verdicts.isEmpty else {
            let count = changeSet.content?.ops.count ?? 0
            return .init("pending \(count)", json: "{\"pending\":\(count)}")
        }
        var counts: [UInt8: Int] = [:]
        for verdict in changeSet.verdicts { counts[verdict.rawValue, default: 0] += 1 }
        return VerdictCounts(counts).cell
    }

    /// A record that some change set touched, whether it is still here or not.
    private func find(_ name: String) throws -> RecordID {
        if let id = RecordID(hexadecimal: name) { return id }
        let found = name.utf8.count < 4 ? [] : try store.touchedRecords(endingIn: name)
        guard let id = found.first else { throw DeskError.untouched }
        guard found.count == 1 else {
            throw DeedProblem.ambiguous(type: "record", candidates: found)
        }
        return id
    }

    /// Disabled users have a history too.
    private func user(_ login: String) throws -> RecordID {
        do { return try store.lookingUp { try $0.find(.user, login) } } catch is DeedProblem {
            throw DeedProblem.noSuchUser
        }
    }
}
