import ArgumentParser
import Merge
package import Rulebook
package import Sync
internal import Tables

/// The sums of an audit, and the writes it was asked to name.
package struct AuditReport {
    /// How many missing writes are named without being asked for.
    private static let missingShown = 20

    private let options: AuditOptions
    private let names: AccountNames
    private var accounts: [AccountHolder: Account] = [:]
    private var lines: [WriteAudit.Line] = []
    private var missing: [WriteAudit.Line] = []
    private var met = 0

    package init(_ options: AuditOptions, names: AccountNames) {
        self.options = options
        self.names = names
    }

    /// Accounts for a store's own history.
    package mutating func read(_ store: any HistoryStore, holder: AccountHolder?) throws {
        var audit = WriteAudit(schema: store.schema, filter: options.filter(holder: holder))
        try audit.run(store.book()) { take($0) }
        for (holder, account) in audit.accounts { add(account, to: holder) }
    }

    package mutating func add(_ account: Account, to holder: AccountHolder) {
        accounts[holder, default: Account()].add(account)
    }

    /// Counts a write, and keeps it where it is to be listed.
    package mutating func take(_ line: WriteAudit.Line) {
        if line.fate == .missing, missing.count < AuditReport.missingShown { missing.append(line) }
        guard line.fate.kind == options.list else { return }
        met += 1
        if lines.count < options.limit { lines.append(line) }
    }

    private var total: Account { accounts.values.reduce(into: Account()) { $0.add($1) } }

    /// Prints, and ends with exit 1 where the promise is broken.
    package func finish(_ console: Console) throws {
        if options.list == nil {
            try options.output.print(sums(), to: console)
        } else {
            try options.output.print(listing(of: lines), to: console)
            if met > lines.count { console.say("\(lines.count) of \(met): give --limit for more") }
        }
        let total = total
        console.say(total.equation)
        if options.list != .missing {
            for line in missing { console.say("missing: " + words(line)) }
        }
        guard total.isKept else {
            console.say(
                total.isBalanced
                    ? "error: \(Counted(total[.missing], "write is", "writes are")) missing: "
                        + "keep this store as it is, "
                        + "restore the newest backup beside it, and compare"
                    : "error: the sums do not add up: report it")
            throw ExitCode(1)
        }
        console.say("every write is accounted for")
    }

    // MARK: Tables

    /// One row per account and their sum; people see only the fates that occur.
    private func sums() throws -> Table {
        let total = total
        let kinds = Fate.Kind.allCases.filter {
            !options.output.isFitted || total[$0] > 0 || $0 == .missing
        }
        let more = options.output.isFitted ? [] : ["reasons"]
        var listing = Table(
            ["account", "writes"] + (kinds.map(\.name) + more).map { Table.Column($0) })
        let rows =
            try accounts.sorted { $0.key < $1.key }.map { (try names.name(of: $0.key), $0.value) }
            + [("total", total)]
        for (name, account) in rows {
            let counts = kinds.map { Table.Cell(account[$0]) }
            let reasons = options.output.isFitted ? [] : [AuditReport.reasons(account)]
            listing.add([.init(name), .init(account.writes)] + counts + reasons)
        }
        return listing
    }

    private static func reasons(_ account: Account) -> Table.Cell {
        let reasons = account.reasons.sorted { $0.key.rawValue < $1.key.rawValue }
        let members = reasons.map { CellText.quoted($0.key.name) + ":\($0.value)" }
        return Table.Cell(
            reasons.map { "\($0.key.name) \($0.value)" }.joined(separator: ", "),
            json: "{" + members.joined(separator: ",") + "}")
    }

    private func listing(of lines: [WriteAudit.Line]) throws -> Table {
        var listing = Table([
            "at", "account", "changeSet", "op", "position", "replica", "actor", "type", "record",
            "attribute", "fate", "by",
        ])
        for line in lines {
            listing.add([
                .instant(line.at), .init(try names.name(of: line.holder)),
                .init(changeSet: line.changeSet),
                line.index.map { .init($0) } ?? .blank,
                line.position.map { .init($0) } ?? .blank,
                line.replica.map { .init(replica: $0) } ?? .blank,
                try names.actor(line.actor), .init(line.type),
                .id(line.record),
                .init(line.attribute), .init(line.fate.word), .init(entry: line.fate.successor),
            ])
        }
        return listing
    }

    /// A missing write by its ids.
    private func words(_ line: WriteAudit.Line) -> String {
        guard let index = line.index else {
            return line.position.map { "the whole change set at position \($0)" }
                ?? "the whole change set \(line.changeSet)"
        }
        let record = line.record.map { " of \(line.type) \($0)" } ?? ""
        return "op \(index) of change set \(line.changeSet)\(record), \(line.attribute)"
    }
}

extension Fate {
    /// The word people and programs read, with a quarantine's reason.
    var word: String {
        if case .quarantined(let verdict) = self { verdict.name } else { kind.name }
    }
}

extension Table.Cell {
    /// A change set's id, shortened in tables.
    init(changeSet id: ChangeSetID) {
        self.init(id.hexadecimal, table: String(id.hexadecimal.prefix(8)))
    }

    /// A replica's id, shortened in tables.
    init(replica id: ReplicaID) {
        self.init(id.description, table: String(id.description.suffix(8)))
    }

    /// An entry as change set and op number, or nothing.
    init(entry: EntryID?) {
        guard let entry else {
            self = .blank
            return
        }
        self.init(
            "\(entry.changeSet.hexadecimal)/\(entry.index)", table: entry.description)
    }
}
