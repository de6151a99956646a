import Identity
package import Merge
internal import Participation
package import Records
import Rulebook
import Store
import Sync

/// A record that left this replica, as people are told of it.
package struct DepartedCase: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    package let departure: DepartureNote
}

extension Desk {
    /// Records that left this replica, the last first.
    package func departed(_ type: RecordType? = nil) throws -> [DepartedCase] {
        try store.read { transaction in
            let lookup = transaction.lookup
            return try transaction.departed(type: type?.name).map { stub in
                DepartedCase(
                    record: stub.record, type: stub.type, departure: lookup.departure(stub))
            }
        }
    }

    /// Takes what this replica wrote about departed records out of its own reach.
    func sealDeparted(_ transaction: inout StoreTransaction) throws {
        guard let key = try transaction.sealingKey else { return }
        var digests: Set<String> = []
        try transaction.sealDeparted { bytes in
            digests.formUnion(Desk.digests(in: try SealedChangeSet(opening: bytes).content))
            return try SealingKey.seal(bytes, for: key)[...]
        }
        guard let column = RecordType.document.column(Document.digest.name) else { return }
        for digest in digests.sorted() {
            let others = try transaction.ids(of: .document, where: column, is: .text(digest))
            let isGone = try others.allSatisfy { try transaction.view(of: $0)?.isEmpty ?? true }
            guard isGone else { continue }
            try DocumentFolder(store.folder).seal(digest) {
                try SealingKey.seal($0, for: key)[...]
            }
        }
    }

    /// The documents whose bytes a change set brought into the folder.
    private static func digests(in content: ChangeSet) -> [String] {
        return content.ops.compactMap { op in
            guard op.type == RecordType.document.name, op.attribute == Document.content.name,
                let value = op.value
            else { return nil }
            return RecordRow(
                of: Document.content.attribute, key: Value([]), value: Entry.decoded(value)
            )[Document.digest]
        }
    }
}
