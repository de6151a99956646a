package import Records

/// Brings an office's receipts level with the fee schedules it holds and with today.
///
/// It needs no line: a version that was staged is applied on its day by the office's calendar. The
/// centre receipts nothing.
package struct ReceiptFees: Deed {
    package init() {}

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws {
        guard let office = place.office else { return }
        try writes.add(FeeReceipts.due(records, office: office, today: place.today))
    }
}
