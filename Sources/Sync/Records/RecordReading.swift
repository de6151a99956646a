package import Merge

/// How rules over several records read a store, an office's or the hub's, within one transaction.
///
/// What the transaction has changed is in what is found by type and by reference; what is found by
/// text or by the end of an id is as it was when the rows were written last.
package protocol RecordReading: SettingsBook {
    var schema: Schema { get }
    /// A record as people see it; `nil` where there is none.
    func view(of id: RecordID) throws -> RecordState?
    /// What it shows; `nil` where there is none, or nobody knows its type.
    func projection(of id: RecordID) throws -> (RecordType, Projection)?
    /// Every record of a type, by id.
    func records(of type: String) throws -> [RecordID]
    /// The records of a type whose reference field shows that record, by id.
    func records(
        of type: String, where field: String, is record: RecordID
    ) throws -> [RecordID]
    /// The records of a type of which a column shows just that, by id.
    ///
    /// - Parameter withErrors: whether records count that were entered in error.
    func ids(
        of type: RecordType, where column: Column, is scalar: Scalar, withErrors: Bool
    ) throws -> [RecordID]
    /// Records of a type whose id ends in these hexadecimal digits, at most three: more than one
    /// is ambiguous.
    func ids(of type: RecordType, endingIn suffix: String) throws -> [RecordID]
    /// Every record of a type with the text that a column shows, by id.
    func texts(of type: RecordType, in column: Column) throws -> [(id: RecordID, text: String)]
    /// The settlements that name a record, or did as the transaction began.
    func settlements(naming record: RecordID) throws -> [RecordID]
    /// Stubs of records that left this store, the last first.
    func departed(type: String?) throws -> [DepartedRecord]

    /// Reads for a rule that cannot throw: a read that fails answers `fallback`, and the
    /// transaction ends with the failure.
    func answer<Answer>(orElse fallback: Answer, _ body: () throws -> Answer) -> Answer
}

/// The stub of a record that left a store's scope.
package struct DepartedRecord: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    /// The effective time of its leaving; `nil` where the hub did not say.
    package let leftAt: Timestamp?
    /// The offices that have it now; none where only the centre does, or where nobody said.
    package let offices: [RecordID]

    package init(record: RecordID, type: String, leftAt: Timestamp?, offices: [RecordID]) {
        self.record = record
        self.type = type
        self.leftAt = leftAt
        self.offices = offices
    }
}
