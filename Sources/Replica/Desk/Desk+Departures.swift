import Identity
package import Merge
import Practice
import Store

/// A record that left this replica, as people are told of it.
package struct DepartedCase: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    /// The day it left, in UTC; `nil` where the hub did not say.
    package let on: Day?
    /// The codes of the offices that have it now.
    package let offices: [String]
}

extension Desk {
    /// Records that left this replica, the last first.
    package func departed(_ type: RecordType? = nil) throws -> [DepartedCase] {
        try store.read { transaction in
            try transaction.departed(type: type?.name).map { try departedCase($0, transaction) }
        }
    }

    /// Why a name finds nothing: the record left, or was never here.
    func missing(
        _ type: RecordType, _ name: String, _ transaction: StoreTransaction
    ) throws -> DeskError {
        let suffix = name.lowercased()
        let stubs = try transaction.departed(type: type.name).filter {
            suffix.utf8.count >= 4 && $0.record.description.hasSuffix(suffix)
                || RecordID(hexadecimal: name) == $0.record
        }
        guard let stub = stubs.first, stubs.count == 1 else {
            return .noSuchRecord(type: type.name)
        }
        let found = try departedCase(stub, transaction)
        return .departed(type: type.name, on: found.on, offices: found.offices)
    }

    private func departedCase(
        _ stub: DepartedRecord, _ transaction: StoreTransaction
    ) throws -> DepartedCase {
        let lookup = StoreLookup(transaction)
        let offices = stub.offices.map { lookup.record($0)?.text("code") ?? $0.suffix }
        try lookup.check()
        return DepartedCase(
            record: stub.record, type: stub.type, on: stub.leftAt.map { Day(of: $0) },
            offices: offices)
    }

    /// Takes what this replica wrote about departed records out of its own reach.
    func sealDeparted(_ transaction: inout StoreTransaction) throws {
        guard let key = try transaction.sealingKey else { return }
        var digests: Set<String> = []
        try transaction.sealDeparted { bytes in
            digests.formUnion(Desk.digests(in: try SealedChangeSet(opening: bytes).content))
            return try SealingKey.seal(bytes, for: key)[...]
        }
        guard let column = RecordType.document.column("digest") else { return }
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
        let fields = RecordType.document["content"]?.fields ?? []
        guard let index = fields.firstIndex(where: { $0.name == "digest" }) else { return [] }
        return content.ops.compactMap { op in
            guard op.type == RecordType.document.name, op.attribute == "content",
                let value = op.value
            else { return nil }
            return Entry.decoded(value)[index].text
        }
    }
}
