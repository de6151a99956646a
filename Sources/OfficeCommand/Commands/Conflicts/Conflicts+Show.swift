import ArgumentParser
import Merge
import Practice
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

extension Conflicts {
    /// One, with its candidates.
    struct ShowOne: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a conflict: who wrote what, when, having seen what, and what waits.",
            discussion: """
                Shows the unit in conflict and no other value of the record. JSON: one object with \
                the members of the list, blocking (type, record, what), candidates (number, value, \
                fields, named, differs, record, name, at, replica, office, actor, reason, saw, \
                evidence; named says what people call the records in fields), recommended (take, \
                because), reasons (why records look alike), choices and seen (for --seen of \
                `conflicts resolve`). The fields of records that look alike hold what differs, \
                too. CSV: the candidates.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The conflict's id or the end of it.")
        var id: String

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let (conflict, sheet, facts) = try desk.store.read { transaction in
                let open = try desk.conflict(id, transaction)
                let conflict = try desk.conflictCase(of: open, transaction)
                let table = ConflictTable(transaction)
                return (
                    conflict, try ConflictSheet(conflict, transaction),
                    try table.cells(open, today)
                )
            }
            switch format {
            case .json: console.line(sheet.json(facts))
            case .csv: sheet.candidates.print(.csv, to: console)
            case .table:
                sheet.candidates.print(.table, to: console)
                for line in sheet.talk(conflict, id) { console.say(line) }
            }
        }
    }
}

/// A conflict as people and programs read it.
struct ConflictSheet {
    private static let columns: [Table.Column] = [
        "number", "value", .wide("fields"), .wide("named"), .said("differs"), .wide("record"),
        .said("name"),
        .said("at"), .wide("replica"), .said("office"), .said("actor"), .said("reason"),
        .wide("saw"), .said("evidence"),
    ]

    let candidates: Table
    private let blocking: Table
    private let conflict: ConflictCase
    /// What people call the record, and the login of who looks after it.
    private let title: String?
    private let assignee: String?

    init(_ conflict: ConflictCase, _ transaction: StoreTransaction) throws {
        let lookup = transaction.lookup
        let names = RecordNames(lookup)
        var candidates = Table(Self.columns)
        let titles = RecordTitle(lookup)
        for (index, candidate) in conflict.candidates.enumerated() {
            let members = (candidate.fields + candidate.differing).map {
                CellText.quoted($0.name) + ":" + CellText.quoted($0.text)
            }
            let text = candidate.fields.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
            let differs = candidate.differing.map { "\($0.name)=\($0.text)" }
            candidates.add([
                .init(index + 1),
                .init(candidate.value, table: Self.said(candidate, titles) ?? candidate.value),
                .init(text, table: "", json: "{" + members.joined(separator: ",") + "}"),
                Self.named(candidate, titles),
                .init(differs.joined(separator: " ")),
                .id(candidate.record),
                .init(optional: candidate.record.flatMap { titles[$0] }),
                .instant(candidate.origin?.effectiveAt),
                candidate.origin.map { .init(id: RecordID(bits: $0.replica.bits)) }
                    ?? .blank,
                Self.office(candidate.author, names), names.cell(candidate.origin?.actor),
                .init(optional: candidate.author.reason), .init(candidate.saw),
                names.cell(candidate.evidence),
            ])
        }
        var blocking = Table(["type", "record", "what"])
        for dependant in conflict.blocking {
            blocking.add([
                .init(dependant.type), .init(id: dependant.record),
                .init("its \(dependant.field) is this record"),
            ])
        }
        self.candidates = candidates
        self.blocking = blocking
        self.conflict = conflict
        self.title = titles[conflict.open.record]
        self.assignee = conflict.open.assignee.map { names.cell($0).plain }
    }

    /// A value that names records, in words; `nil` for any other.
    private static func said(
        _ candidate: ConflictCase.Candidate, _ titles: RecordTitle<StoreLookup>
    ) -> String? {
        let names = names(in: candidate, titles)
        guard !names.isEmpty else { return nil }
        return candidate.fields.filter { !$0.text.isEmpty }.map { field in
            "\(field.name) " + (names.first { $0.field == field.name }?.text ?? field.text)
        }.joined(separator: ", ")
    }

    /// The fields that name a record, each with what people call it.
    private static func names(
        in candidate: ConflictCase.Candidate, _ titles: RecordTitle<StoreLookup>
    ) -> [(field: String, text: String)] {
        (candidate.fields + candidate.differing).compactMap { field in
            RecordID(hexadecimal: field.text).map { id in
                (field.name, [titles[id], id.suffix].compactMap(\.self).joined(separator: " "))
            }
        }
    }

    private static func named(
        _ candidate: ConflictCase.Candidate, _ titles: RecordTitle<StoreLookup>
    ) -> Table.Cell {
        let names = names(in: candidate, titles)
        let members = names.map { CellText.quoted($0.field) + ":" + CellText.quoted($0.text) }
        return .init(
            names.map { "\($0.field)=\($0.text)" }.joined(separator: " "),
            json: "{" + members.joined(separator: ",") + "}")
    }

    /// An office's code, or the word for who is none; blank where the hub has not told.
    private static func office(
        _ author: ConflictCase.Author, _ names: RecordNames
    ) -> Table.Cell {
        guard author.office == nil else { return names.cell(author.office) }
        if author.isHub { return .init(AuditOptions.hub) }
        return author.isCentral == true ? .init(AuditOptions.centre) : names.cell(nil)
    }

    /// One object: the list's members, and what only this one has.
    ///
    /// - Parameter facts: the conflict as a row of the list.
    func json(_ facts: [Table.Cell]) -> String {
        // The candidates themselves stand where the list counts them.
        let facts = zip(ConflictTable.columns, facts).filter { $0.0.name != "candidates" }
        let object = TableText.json(facts.map(\.1), facts.map(\.0)).drop { $0 == " " }
        let recommended = conflict.recommendation
        let take = recommended.take.map(String.init) ?? "null"
        let members = [
            "\"blocking\":" + blocking.json, "\"candidates\":" + candidates.json,
            "\"recommended\":{\"take\":\(take),\"because\":"
                + CellText.quoted(recommended.because) + "}",
            "\"reasons\":"
                + Self.array(conflict.reasons + (conflict.doubt.map { [$0.description] } ?? [])),
            "\"choices\":" + Self.array(conflict.choices),
            "\"seen\":" + CellText.quoted(conflict.digest),
        ]
        return object.dropLast() + ", " + members.joined(separator: ", ") + "}"
    }

    private static func array(_ texts: [String]) -> String {
        "[" + texts.map { CellText.quoted($0) }.joined(separator: ",") + "]"
    }

    func talk(_ conflict: ConflictCase, _ id: String) -> [String] {
        let open = conflict.open
        var lines = [
            "\(open.kind) of \(open.type) \(open.record.suffix)"
                + (title.map { " (\($0))" } ?? "")
                + (open.attribute.isEmpty ? "" : ", \(open.attribute)")
                + ", since \(Table.instant(open.since))"
        ]
        lines += conflict.told
        lines += conflict.candidates.enumerated().map { "\($0 + 1) had seen \($1.saw)" }
        if let assignee { lines.append("\(assignee) looks after it") }
        if let day = open.deferredUntil { lines.append("it rests until \(day)") }
        if open.isBlocking {
            lines.append("\(Counted(open.blocked, "record waits", "records wait")) for it")
        }
        let advice = conflict.recommendation
        lines.append(
            (advice.take.map { "recommended: --take \($0), for " } ?? "no recommendation: ")
                + advice.because)
        let ways = conflict.choices.map { choice in
            switch choice {
            case "value": "--value FIELD=VALUE …"
            case "merge": "--merge FIELD=N …"
            case "distinct": "--distinct (two that are not the same)"
            default: "--take N"
            }
        }
        lines.append(
            ways.isEmpty
                ? "it ends when the matter is dealt with: the match cleared, or the doctor gone"
                : "settle with: bridgework conflicts resolve \(id) --seen "
                    + "\(conflict.digest.prefix(ConflictCase.digestLength)) --reason TEXT "
                    + ways.joined(separator: " or "))
        return lines
    }
}
