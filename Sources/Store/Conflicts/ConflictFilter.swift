package import Merge

/// Which conflicts somebody asks for; without a word, all.
package struct ConflictFilter: Equatable, Sendable {
    package var kind: String?
    package var type: String?
    package var attribute: String?
    package var office: RecordID?
    package var isBlocking: Bool?
    package var status: Status?
    package var assignee: Assignee?
    /// Only those that began before.
    package var before: Timestamp?
    /// On which a deferred one waits again.
    package var today: Day

    package init(today: Day) {
        self.today = today
    }

    /// Every conflict.
    package static let all = ConflictFilter(today: Day(number: 0))

    /// Who looks after it.
    package enum Assignee: Equatable, Sendable {
        case nobody
        case user(RecordID)
    }

    /// Whether somebody looks after it.
    package enum Status: String, Sendable, CaseIterable {
        case open, assigned, deferred
    }

    /// The words after `WHERE`, and what they are bound to.
    var condition: (sql: String, values: [SQLValue]) {
        var parts: [String] = []
        var values: [SQLValue] = []
        func add(_ sql: String, _ value: SQLValue) {
            parts.append(sql)
            values.append(value)
        }
        if let kind { add("kind = ?", .text(kind)) }
        if let type { add("type = ?", .text(type)) }
        if let attribute { add("attribute = ?", .text(attribute)) }
        if let office {
            add("id IN (SELECT conflict FROM conflict_office WHERE office = ?)", .id(office))
        }
        if let isBlocking { add("severity = ?", .int(isBlocking ? 0 : 1)) }
        if let before { add("since < ?", .int(before.milliseconds)) }
        switch assignee {
        case .nobody: parts.append("assignee IS NULL")
        case .user(let user): add("assignee = ?", .id(user))
        case nil: break
        }
        let day = SQLValue.int(today.number)
        switch status {
        case .open:
            add("assignee IS NULL AND ifnull(deferred_until, ?) <= ?", day)
            values.append(day)
        case .assigned:
            add("assignee IS NOT NULL AND ifnull(deferred_until, ?) <= ?", day)
            values.append(day)
        case .deferred: add("deferred_until > ?", day)
        case nil: break
        }
        return (parts.joined(separator: " AND "), values)
    }
}

extension OpenConflict {
    /// A conflict that rests is not open, whoever looks after it.
    package func status(on today: Day) -> ConflictFilter.Status {
        if let deferredUntil, deferredUntil > today { return .deferred }
        return assignee == nil ? .open : .assigned
    }
}
