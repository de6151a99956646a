package import Merge

/// What becomes of one row.
package struct RowOutcome: Sendable {
    package let line: Int
    /// What a report calls the record: its codes, or its id where a key would name a person.
    package let name: String
    package let result: Result

    /// A row's fate, before anybody decides whether the file goes in.
    package enum Result: Sendable {
        case create(RecordID, [Write])
        /// The attributes that change, by name.
        case edit(RecordID, [Write], changed: [String])
        case same(RecordID)
        /// All that is wrong with the row; empty beyond the report's limit.
        case bad([RowProblem])
        case skipped(SkipReason)
    }

    package var writes: [Write] {
        switch result {
        case .create(_, let writes), .edit(_, let writes, _): writes
        case .same, .bad, .skipped: []
        }
    }

    package var isBad: Bool {
        if case .bad = result { true } else { false }
    }
}

extension RowOutcome {
    /// What a dry run says, no value in it: `line 3: edit practitioner 1234567893: degree`.
    package func text(_ type: String) -> [String] {
        switch result {
        case .create: ["line \(line): create \(type) \(name)"]
        case .edit(_, _, let changed):
            ["line \(line): edit \(type) \(name): \(changed.joined(separator: ", "))"]
        case .same: []
        case .bad(let problems): problems.map { "bad: \($0)" }
        case .skipped(let reason): ["line \(line): skip: \(reason.rawValue)"]
        }
    }
}
