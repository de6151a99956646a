package import Merge

/// One transaction on the hub's store, with all that the hub, its commands and a simulated hub ask.
///
/// It sees what it has changed itself, also in what is counted or found.
package protocol HubTransaction: HubLedger, RegistryBook, HubCopying {
    /// The scopes in which this transaction has changed what is to be seen.
    var changedScopes: Set<Scope> { get }

    /// What a replica last said of the history, and when its base was last proven equal.
    func word(of replica: ReplicaID) throws -> (word: ReplicaWord, certifiedAt: Timestamp?)?
    /// By replica that may connect, what it was told to purge and has sent no receipt for.
    func outstandingPurges() throws -> [OutstandingPurge]

    /// The change sets of the history in a range, of all or of those that touched a record: at
    /// least one if there is one, at most `countMax`, and none begun above `bytesMax` bytes.
    ///
    /// - Parameter record: found as far as the history is indexed.
    func history(
        _ range: HistoryRange, touching record: RecordID?, countMax: Int, bytesMax: Int
    ) throws -> [AccountedChangeSet]
    /// The change sets of which an op got that verdict, in the history's order.
    func history(with verdict: Verdict) throws -> [ChangeSetID]
    /// Records of the indexed history whose id ends in these hexadecimal digits; at most three,
    /// because more than one is ambiguous.
    func touchedRecords(endingIn suffix: String) throws -> [RecordID]
    /// How many ops got which verdict, by its raw value; the sums account for every write.
    func verdictCounts() throws -> [UInt8: Int]

    /// One line per record type, for all records or for those that any of these scopes see.
    func digests(in scopes: [Scope]?) throws -> [StoreDigest]
    /// How many conflicts are open, by severity and age, blocking ones first; those that this
    /// transaction brings about are found as it ends.
    ///
    /// - Parameter bounds: instants from the latest to the earliest.
    func conflictCounts(olderThan bounds: [Timestamp]) throws -> [ConflictCount]
}

extension HubTransaction {
    /// The office or role that a replica was registered for; `nil` for one never registered.
    package func principal(of replica: ReplicaID) throws -> Peer? {
        try registration(of: replica)?.peer
    }
}

/// A piece of a history, in the order in which it is told.
package enum HistoryRange: Equatable, Sendable {
    /// From that place on, oldest first.
    case after(Int64)
    /// Up to that place, newest first.
    case before(Int64)
}

/// Departures that a replica has not vouched for.
package struct OutstandingPurge: Equatable, Sendable {
    package let replica: ReplicaID
    /// What lists call its machine.
    package let name: String
    package let records: Int
    /// When the oldest of them left.
    package let since: Timestamp

    package init(replica: ReplicaID, name: String, records: Int, since: Timestamp) {
        self.replica = replica
        self.name = name
        self.records = records
        self.since = since
    }
}

/// Open conflicts of one severity and one age.
package struct ConflictCount: Equatable, Sendable {
    package let isBlocking: Bool
    /// Which of the bounds that were asked for the conflicts are older than: 0 for none.
    package let age: Int
    package let count: Int
    /// When the first of them began; `nil` where none says.
    package let oldest: Timestamp?

    package init(isBlocking: Bool, age: Int, count: Int, oldest: Timestamp?) {
        self.isBlocking = isBlocking
        self.age = age
        self.count = count
        self.oldest = oldest
    }
}
