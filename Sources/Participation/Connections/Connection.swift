package import Merge
package import Records

/// A `payor_connection` as rules read it: how a payor takes one transaction.
package struct Connection: Sendable {
    package let id: RecordID
    package let payor: RecordID
    package let clearinghouse: String
    package let transaction: PayorConnection.Transaction
    package let payorId: String?
    package let standing: Standing
    package let loaded: Set<RecordID>
    package let assignee: RecordID?
    package let nextActionOn: Day?

    /// - Returns: `nil` where the record lacks what every connection has.
    package init?(_ view: RecordView) {
        guard let payor = view[PayorConnection.payor],
            let clearinghouse = view[PayorConnection.clearinghouse],
            let transaction = view[PayorConnection.transaction].flatMap(
                PayorConnection.Transaction.init(rawValue:))
        else { return nil }
        self.id = view.id
        self.payor = payor
        self.clearinghouse = clearinghouse
        self.transaction = transaction
        self.payorId = view[PayorConnection.payorId]
        self.standing = Workflow.connection.standing(of: view)
        self.loaded = Set(view[PayorConnection.loaded, each: PayorConnection.Loaded.practitioner])
        self.assignee = view[PayorConnection.assignee]
        self.nextActionOn = view[PayorConnection.nextActionOn]
    }

    package var state: PayorConnection.State { .init(standing) ?? .notEnrolled }
    package var isLive: Bool { standing.conflict == nil && state == .live }

    /// When somebody last did or heard something.
    package var lastStepOn: Day? {
        standing.steps.filter { !$0.isIllegal }.compactMap(\.happenedOn).max()
    }

    /// The active ones, by payor, transaction and clearinghouse.
    package static func all(in lookup: some RecordLookup) -> [Connection] {
        lookup.records(.payorConnection).filter(\.isActive).compactMap { Connection($0) }.sorted {
            ($0.payor, $0.transaction.rawValue, $0.clearinghouse, $0.id)
                < ($1.payor, $1.transaction.rawValue, $1.clearinghouse, $1.id)
        }
    }
}
