package import Merge

/// An op that is about to be held: who wrote it, and why it does not count.
package struct HeldWriteDraft: Sendable {
    package let author: ReplicaID
    package let office: RecordID?
    package let reason: String
    /// The hub's word.
    package var verdict: String?
    package var changeSet: ChangeSetID?
    package var claimedAt: Timestamp?

    package init(author: ReplicaID, office: RecordID?, reason: String) {
        self.author = author
        self.office = office
        self.reason = reason
    }

    /// What an office may not write, as a question to the centre.
    package func proposal(_ op: Op, as id: RecordID) -> Write {
        write(.proposal, id, target(op) + writer)
    }

    /// What came after its author had lost the record: it goes where `about` is visible now.
    package func custody(_ op: Op, index: Int, about: RecordID) -> Write {
        let content = target(op) + writer + origin(index, left: leftOut(op))
        return write(.custody, id(.custody, index), content + [.blob(about.bytes[...])])
    }

    /// What the hub could not accept; `opCount` ops of its change set where there are too many.
    ///
    /// - Parameter isPrivate: the op's record is not for everybody who sees the quarantine, so that
    ///   nothing of it is carried.
    package func quarantine(
        _ op: Op, index: Int, opCount: Int = 1, isPrivate: Bool = false
    ) -> Write {
        let carriesNothing = opCount > 1 || isPrivate
        let left = carriesNothing ? HeldWriteDraft.size(op) : leftOut(op)
        let content = carriesNothing ? HeldWriteDraft.nothing : target(op)
        return write(
            .quarantine, id(.quarantine, index),
            content + writer + origin(index, opCount: opCount, left: left))
    }

    /// Change sets that were not opened: the one that is named, and others of the same message.
    ///
    /// How many ops they hold nobody knows; of several, their number stands in for it.
    package func quarantine(unread count: Int, bytes: Int) -> Write {
        write(
            .quarantine, id(.quarantine, 0),
            HeldWriteDraft.nothing + writer
                + origin(0, opCount: count == 1 ? 0 : count, left: bytes))
    }

    /// The record's one write: its content never changes, its steps follow.
    private func write(_ kind: HeldWrite.Kind, _ id: RecordID, _ content: [Scalar]) -> Write {
        Write(
            record: id, type: kind.recordType.name, attribute: "content",
            value: Value(content).encoded)
    }

    private func id(_ kind: HeldWrite.Kind, _ index: Int) -> RecordID {
        HeldWrite.id(kind, changeSet: changeSet ?? ChangeSetID(bits: 0), index: index)
    }

    private static let nothing = [Scalar](repeating: .null, count: 6)

    /// The op itself; what does not fit into a value beside the rest stays in the history.
    private func target(_ op: Op) -> [Scalar] {
        let isFitting = leftOut(op) == 0
        let value = isFitting ? op.value.map { Scalar.blob($0) } ?? .null : .null
        return [
            .text(op.type), .blob(op.record.bytes[...]), .text(op.attribute), .blob(op.key), value,
            isFitting ? .blob(EntryList.encode(op.replaces)) : .null,
        ]
    }

    private var writer: [Scalar] {
        [
            office.map { .blob($0.bytes[...]) } ?? .null, .blob(author.bytes[...]),
            reason.isEmpty ? .null : .text(plainReason),
        ]
    }

    private func origin(_ index: Int, opCount: Int = 1, left: Int) -> [Scalar] {
        [
            verdict.map { .text($0) } ?? .null,
            changeSet.map { .blob($0.bytes[...]) } ?? .null, .int(Int64(index)),
            claimedAt.map { .int($0.milliseconds) } ?? .null, .int(Int64(opCount)),
            left > 0 ? .int(Int64(left)) : .null,
        ]
    }

    /// Whether a value can carry it: the op's own value stands inside one.
    private static let carriedBytesMax = MergeLimits.valueBytesMax - 8_192

    private func leftOut(_ op: Op) -> Int {
        let size = HeldWriteDraft.size(op)
        return size <= HeldWriteDraft.carriedBytesMax ? 0 : size
    }

    private static func size(_ op: Op) -> Int {
        (op.value?.count ?? 0) + op.key.count + 20 * op.replaces.count
    }

    /// A peer's reason as one line: what would make the record invalid must not make it vanish.
    private var plainReason: String {
        String(
            String.UnicodeScalarView(
                reason.unicodeScalars.map { scalar in
                    ASCIIText.hasControl(String(scalar)) ? " " : scalar
                }))
    }
}
