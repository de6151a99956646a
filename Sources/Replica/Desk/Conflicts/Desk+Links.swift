package import Merge
import Practice
import Store

extension Desk {
    /// Takes every link between two patients away; neither record is changed otherwise.
    package func unlink(
        _ name: String, _ other: String, actor: RecordID?, reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        try store.write { transaction in
            let first = try find(.patient, name, transaction)
            let second = try find(.patient, other, transaction)
            let writes =
                try links(of: first, to: second, transaction)
                + links(of: second, to: first, transaction)
                + answers(between: first, second, transaction)
            guard !writes.isEmpty else { throw DeskError.notLinked }
            return (first, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }

    /// The links that follow from what was decided of the two go with the answer.
    private func answers(
        between one: RecordID, _ other: RecordID, _ transaction: StoreTransaction
    ) throws -> [Write] {
        let id = Settlement.id(one, other)
        guard try transaction.view(of: id)?.entries(of: "answer").isEmpty == false else {
            return []
        }
        return [
            Write(
                record: id, type: RecordType.settlement.name, attribute: "answer", value: nil)
        ]
    }

    private func links(
        of patient: RecordID, to other: RecordID, _ transaction: StoreTransaction
    ) throws -> [Write] {
        let state = try transaction.view(of: patient) ?? RecordState()
        return Set(state.entries(of: "links").map(\.key)).sorted {
            $0.lexicographicallyPrecedes($1)
        }
        .filter { Entry.decoded($0)[0].blob.flatMap { RecordID(bytes: $0) } == other }
        .map {
            Write(
                record: patient, type: RecordType.patient.name, attribute: "links", key: $0,
                value: nil)
        }
    }
}
