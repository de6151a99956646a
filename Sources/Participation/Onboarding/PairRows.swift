package import Merge
package import Records

/// Pairs of a contract and an office that a run is about.
///
/// Adding wins: a pair does not vanish when two stations expand a run.
package struct PairRows<Owner: RecordKind>: RowsToken {
    package let contract = TypedField<Owner, RecordID>(
        "contract", .reference("payor_contract"), required: true)
    package let office = TypedField<Owner, RecordID>(
        "office", .reference("office"), required: true)
    /// Why a pair was left out; only of those that were.
    package let exclusionReason = TypedField<Owner, String>(
        "exclusionReason", .text(max: 200), required: true)
    package let attribute: Attribute

    init(_ name: String, excluded: Bool = false) {
        let pair = [contract.declared, office.declared]
        self.attribute =
            excluded
            ? .set(name, guarded: true, pair + [exclusionReason.declared]) : .set(name, pair)
    }
}
