package import Merge

/// Where a record went that left a replica's scope: enough for a stub, nothing of its content.
package struct Departure: Equatable, Sendable {
    /// The effective time of the change that took it away.
    package let effectiveAt: Timestamp
    /// The offices that have it now, sorted; none where only the centre does.
    package let offices: [RecordID]

    package init(effectiveAt: Timestamp, offices: [RecordID]) {
        self.effectiveAt = effectiveAt
        self.offices = offices.sorted()
    }
}
