package import Merge
internal import Practice
package import Records
package import Sync
package import Tables

/// Records whose workflow has not come to an end: what waits for somebody.
package struct WaitingRecords: Sendable {
    package let count: Int
    /// When the oldest of them was made, where it says.
    package let oldest: Timestamp?

    /// - Parameter type: a record type with a workflow; one without has no records that wait.
    package init(_ type: RecordType, _ lookup: some RecordLookup) {
        var count = 0
        var oldest: Timestamp?
        if let workflow = Workflow.of(type: type.name) {
            for view in lookup.records(workflow.recordType) {
                let state = workflow.standing(of: view).state
                guard workflow.state(state)?.isFinal == false, view.isActive else { continue }
                count += 1
                let made = lookup.state(view.id)?.entries.map(\.origin.effectiveAt).min()
                oldest = [oldest, made].compactMap(\.self).min()
            }
        }
        self.count = count
        self.oldest = oldest
    }
}

/// The open conflicts by severity and age, as status lines tell them.
package struct ConflictAges: Equatable, Sendable {
    package let total: Int
    package let blocking: Int
    package let oldestBlocking: Timestamp?
    /// What the ages are called.
    package static let names = ["day", "week", "month", "older"]

    /// By age: within a day, a week, a month, and older.
    package let byAge: [Int]

    package init(_ counts: [ConflictCount]) {
        total = counts.map(\.count).reduce(0, +)
        blocking = counts.filter(\.isBlocking).map(\.count).reduce(0, +)
        oldestBlocking = counts.filter(\.isBlocking).compactMap(\.oldest).min()
        byAge = (0...3).map { age in
            counts.filter { $0.age == age }.map(\.count).reduce(0, +)
        }
    }

    /// The bounds between the ages.
    package static func bounds(_ now: Timestamp) -> [Timestamp] {
        [1, 7, 30].map {
            Timestamp(clamping: now.milliseconds - $0 * HealthLimits.dayMilliseconds)
        }
    }

    package var cell: Table.Cell {
        let names = ConflictAges.names
        let shown = zip(names, byAge).filter { $0.1 > 0 }.map { "\($0) \($1)" }
        return Table.Cell(
            shown.joined(separator: ", "),
            json: "{"
                + zip(names, byAge).map { CellText.quoted($0) + ":\($1)" }.joined(separator: ",")
                + "}")
    }
}
