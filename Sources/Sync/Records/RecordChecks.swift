package import Merge

/// The rules over several records, and who looks after a conflict, as a store is handed them: it
/// knows no business.
package struct RecordChecks: Sendable {
    /// Records that one rule looks at together.
    package struct Group: Hashable, Sendable {
        package let rule: UInt8
        package let id: RecordID

        package init(rule: UInt8, id: RecordID) {
            self.rule = rule
            self.id = id
        }
    }

    /// What the records of a group break together.
    package struct Finding: Hashable, Sendable {
        package let id: RecordID
        package let kind: String
        package let type: String
        package let records: [RecordID]
        package let isBlocking: Bool
        package let since: Timestamp

        package init(
            id: RecordID, kind: String, type: String, records: [RecordID], isBlocking: Bool,
            since: Timestamp
        ) {
            self.id = id
            self.kind = kind
            self.type = type
            self.records = records
            self.isBlocking = isBlocking
            self.since = since
        }
    }

    /// Who looks after a conflict, and until when it may rest.
    package struct Care: Equatable, Sendable {
        package let assignee: RecordID?
        package let deferredUntil: Day?

        package init(assignee: RecordID?, deferredUntil: Day?) {
            self.assignee = assignee
            self.deferredUntil = deferredUntil
        }
    }

    /// What records show that follows from settlements between them.
    package struct Settlements: Sendable {
        package let type: String
        /// The types of which a record may be settled.
        package let types: Set<String>
        /// Every record that settlements tie to one, itself among them.
        package let connected: @Sendable (RecordID, any RecordReading) throws -> Set<RecordID>
        package let projected:
            @Sendable (RecordID, RecordType, Projection, any RecordReading) throws -> Projection

        package init(
            type: String, types: Set<String>,
            connected: @escaping @Sendable (RecordID, any RecordReading) throws -> Set<RecordID>,
            projected:
                @escaping @Sendable (RecordID, RecordType, Projection, any RecordReading) throws ->
                Projection
        ) {
            self.type = type
            self.types = types
            self.connected = connected
            self.projected = projected
        }
    }

    /// What is kept is worked out anew where it was kept by other rules; 0 keeps nothing.
    package let version: Int
    /// More records of a group than these are not looked at.
    package let membersMax: Int
    /// The record type whose records say who looks after a conflict.
    package let careType: String?
    /// The groups that hold a record, and those that say something else when it changes.
    package let groups:
        @Sendable (RecordID, String, any RecordReading) throws -> (held: [Group], touched: [Group])
    package let findings: @Sendable (Group, [RecordID], any RecordReading) throws -> [Finding]
    package let care: @Sendable (RecordID, any RecordReading) throws -> Care?
    package let settlements: Settlements?
    /// The records that go by a code, NPI or login.
    package let holders: (@Sendable (RecordType, String, any RecordReading) throws -> [RecordID])?

    package init(
        version: Int, membersMax: Int, careType: String?,
        groups:
            @escaping @Sendable (RecordID, String, any RecordReading) throws -> (
                held: [Group], touched: [Group]
            ),
        findings: @escaping @Sendable (Group, [RecordID], any RecordReading) throws -> [Finding],
        care: @escaping @Sendable (RecordID, any RecordReading) throws -> Care?,
        settlements: Settlements? = nil,
        holders: (@Sendable (RecordType, String, any RecordReading) throws -> [RecordID])? = nil
    ) {
        self.version = version
        self.membersMax = membersMax
        self.careType = careType
        self.groups = groups
        self.findings = findings
        self.care = care
        self.settlements = settlements
        self.holders = holders
    }

    /// A store that looks at each record alone.
    package static let none = RecordChecks(
        version: 0, membersMax: 0, careType: nil, groups: { _, _, _ in ([], []) },
        findings: { _, _, _ in [] }, care: { _, _ in nil })
}
