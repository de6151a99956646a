package import Merge
internal import Records
internal import Tables

/// What becomes of one row.
package struct RowOutcome: Sendable {
    package let line: Int
    /// What a report calls the record: its codes, or its id where a key would name a person.
    package let name: String
    let result: Result
    /// Where the file and a person both changed a unit.
    package let differing: [Difference]
    /// What keeps in mind what the file said of the row's records; no change that anybody sees.
    private let memory: PackedWrites

    init(
        line: Int, name: String, result: Result, differing: [Difference] = [],
        memory: PackedWrites = .none
    ) {
        self.line = line
        self.name = name
        self.result = result
        self.differing = differing
        self.memory = memory
    }

    func remembering(_ memory: [Write]) -> RowOutcome {
        RowOutcome(
            line: line, name: name, result: result, differing: differing,
            memory: PackedWrites(memory))
    }

    /// A unit of which the file says something else than what stands, and does not replace it.
    package struct Difference: Hashable, Sendable {
        /// The unit; of a blank, the file's column.
        package let name: String
        package let kind: Kind

        /// What becomes of the two.
        package enum Kind: Hashable, Sendable {
            /// What the person wrote stays.
            case kept
            /// Both stand until somebody settles it.
            case conflict
            /// The file says nothing where a day stands: it stays.
            case blank
        }
    }

    /// A row's fate, before anybody decides whether the file goes in.
    enum Result: Sendable {
        case create(RecordID, PackedWrites)
        /// The attributes that change, by name.
        case edit(RecordID, PackedWrites, changed: [String])
        case same(RecordID)
        /// All that is wrong with the row; empty beyond the report's limit.
        case bad([RowProblem])
        case skipped(SkipReason)
    }

    package var writes: [Write] {
        switch result {
        case .create(_, let writes), .edit(_, let writes, _): writes.writes + memory.writes
        case .same: memory.writes
        case .bad, .skipped: []
        }
    }

    /// The record, where the row is about one that stands.
    private var record: RecordID? {
        switch result {
        case .edit(let record, _, _), .same(let record): record
        case .create, .bad, .skipped: nil
        }
    }

    /// What people call the record; as the row tells it apart, where it has no number of its own.
    private func called(_ lookup: some RecordLookup) -> String {
        guard let record, let view = lookup.record(record) else { return name }
        let hasNumber = view.naturalKey != nil
        return hasNumber || name == record.description
            ? RecordTitle(lookup).label(record) : name
    }

    package var isBad: Bool {
        if case .bad = result { true } else { false }
    }
}

extension RowOutcome {
    /// What the file said otherwise than a person did since the last import, no value in it.
    func differences(_ type: String, _ lookup: some RecordLookup) -> [String] {
        differing.map { difference in
            "line \(line): \(type) \(called(lookup)): \(difference.name) "
                + RowOutcome.words(difference.kind)
        }
    }

    private static func words(_ kind: Difference.Kind) -> String {
        switch kind {
        case .conflict:
            "was changed here since the last import: both values stand, see "
                + "`bridgework conflicts list`"
        case .kept:
            "was changed here since the last import: kept; the file says otherwise"
        case .blank:
            "is blank and a day stands here: it was left alone, because a blank takes nothing "
                + "back; correct it here if the file is right"
        }
    }

    /// What a dry run says, of values the record's name alone:
    /// `line 3: edit practitioner 1234567893 Lee, Ada: degree`.
    func text(_ type: String, _ lookup: some RecordLookup) -> [String] {
        switch result {
        case .create: ["line \(line): create \(type) \(name)"]
        case .edit(_, _, let changed):
            [
                "line \(line): edit \(type) \(called(lookup)): "
                    + changed.joined(separator: ", ")
            ]
        case .same: []
        case .bad(let problems): problems.map { "bad: \($0)" }
        case .skipped(let reason): ["line \(line): skip: \(reason.rawValue)"]
        }
    }
}
