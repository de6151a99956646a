package import Merge
internal import Tables

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
        let asks = Proposal.content.reason(reason.isEmpty ? nil : plainReason)
        return Write(Proposal.content, id, target(op) + writer + [asks])
    }

    /// What came after its author had lost the record: it goes where `about` is visible now.
    package func custody(_ op: Op, index: Int, about: RecordID) -> Write {
        Write(
            Custody.content, id(.custody, index),
            target(op) + writer + origin(index, left: leftOut(op)) + [Custody.about(about)])
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
        return Write(
            Quarantine.content, id(.quarantine, index),
            (carriesNothing ? [] : target(op)) + writer
                + origin(index, opCount: opCount, left: left))
    }

    /// Change sets that were not opened: the one that is named, and others of the same message.
    ///
    /// How many ops they hold nobody knows; of several, their number stands in for it.
    package func quarantine(unread count: Int, bytes: Int) -> Write {
        Write(
            Quarantine.content, id(.quarantine, 0),
            writer + origin(0, opCount: count == 1 ? 0 : count, left: bytes))
    }

    private func id(_ kind: HeldWrite.Kind, _ index: Int) -> RecordID {
        HeldWrite.id(kind, changeSet: changeSet ?? ChangeSetID(bits: 0), index: index)
    }

    /// The op itself; what does not fit into a value beside the rest stays in the history.
    private func target(_ op: Op) -> [NamedScalar] {
        let unit = Custody.content
        let isFitting = leftOut(op) == 0
        return [
            unit.targetType(op.type), unit.targetRecord(op.record),
            unit.targetAttribute(op.attribute), unit.targetKey(op.key),
            unit.targetValue(isFitting ? op.value : nil),
            unit.targetReplaces(isFitting ? EntryList.encode(op.replaces) : nil),
        ]
    }

    /// Who wrote it; in a proposal, his words have a name of their own.
    private var writer: [NamedScalar] {
        let unit = Custody.content
        return [unit.office(office), unit.author(author.bytes[...])]
    }

    private func origin(_ index: Int, opCount: Int = 1, left: Int) -> [NamedScalar] {
        let unit = Custody.content
        return [
            unit.reason(reason.isEmpty ? nil : plainReason), unit.verdict(verdict),
            unit.changeSet(changeSet.map { $0.bytes[...] }), unit.opIndex(Int64(index)),
            unit.claimedAt(claimedAt), unit.opCount(Int64(opCount)),
            unit.leftOutBytes(left > 0 ? Int64(left) : nil),
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
