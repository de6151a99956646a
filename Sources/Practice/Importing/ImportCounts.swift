/// How many rows of a file come to what.
package struct ImportCounts: Hashable, Sendable {
    package private(set) var created = 0
    package private(set) var edited = 0
    package private(set) var same = 0
    package private(set) var bad = 0
    package private(set) var skipped = 0

    package init() {}

    /// Rows that write what people see.
    package var changed: Int { created + edited }

    /// - Parameter lines: how many lines of the file it is about; what a bad row swallowed is bad.
    mutating func add(_ result: RowOutcome.Result, lines: Int = 1) {
        switch result {
        case .create: created += 1
        case .edit: edited += 1
        case .same: same += 1
        case .bad: bad += lines
        case .skipped: skipped += 1
        }
    }

    /// A row that seemed sound is bad, for its column is.
    mutating func turnBad(_ result: RowOutcome.Result) {
        switch result {
        case .create: created -= 1
        case .edit: edited -= 1
        case .same: same -= 1
        case .skipped: skipped -= 1
        case .bad: return
        }
        bad += 1
    }
}

extension ImportCounts: CustomStringConvertible {
    package var description: String {
        "\(created) created, \(edited) edited, \(same) the same, \(skipped) skipped, \(bad) bad"
    }
}
