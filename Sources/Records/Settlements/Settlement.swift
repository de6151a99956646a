package import Merge
internal import Tables

// Two records that cannot both stand are settled by a record between them, never by writes on
// either: what follows for the two (`replacedBy`, links, lifecycle, the last day) is read from its
// answer, on every replica alike, and nothing of it is stored. So two people's answers meet in one
// unit, where they are a conflict, and taking an answer back takes back all that followed.

/// What was decided of two records, read.
package struct Settlement: Equatable, Sendable {
    package let id: RecordID
    /// The two records, ascending.
    package let records: [RecordID]
    /// `nil` while nobody has answered, was taken back, or two answers disagree.
    package let answer: Answer?
    /// Whether two answers stand side by side: then neither holds.
    package let isDisputed: Bool

    /// How two records may be settled.
    package enum Verdict: String, Sendable, CaseIterable {
        /// One of them stands for both.
        case keep
        /// Both stand: they are not the same.
        case distinct
    }

    /// What holds of the two.
    package enum Answer: Equatable, Sendable {
        case distinct
        /// - Parameter through: the last day of the other; `nil` where it was an error.
        case keep(RecordID, through: Day?)
    }

    /// - Returns: `nil` for what is no settlement, is out of use, or has not the id of its records.
    package init?(of view: RecordView) {
        guard view.type.name == RecordType.settlement.name, view.isActive,
            let first = view[Settlement.firstRecord], let second = view[Settlement.secondRecord],
            first < second, view.id == Settlement.id(first, second)
        else { return nil }
        self.id = view.id
        self.records = [first, second]
        self.isDisputed = view.isUnknown(Settlement.verdict)
        self.answer = Settlement.answer(view, [first, second])
    }

    private static func answer(_ view: RecordView, _ records: [RecordID]) -> Answer? {
        switch view[Settlement.verdict].flatMap({ Verdict(rawValue: $0) }) {
        case .distinct: return .distinct
        case .keep:
            guard let kept = view[Settlement.kept], records.contains(kept) else { return nil }
            return .keep(kept, through: view[Settlement.otherThrough])
        case nil: return nil
        }
    }

    /// The same on every replica, in whatever order the records are named.
    package static func id(_ one: RecordID, _ other: RecordID) -> RecordID {
        let namespace = RecordID(bits: 0x6272_6964_6765_5000_8000_7365_7474_6C65)
        let names = [one, other].sorted().map(\.description)
        return RecordID.v5(namespace: namespace, name: names.joined(separator: "\0").utf8)
    }

    /// The record beside that one.
    package func other(than record: RecordID) -> RecordID {
        records[0] == record ? records[1] : records[0]
    }

    /// What stands in place of that record, if it does not.
    package func kept(insteadOf record: RecordID) -> RecordID? {
        guard case .keep(let kept, _) = answer, kept != record else { return nil }
        return kept
    }
}

extension Settlement {
    /// What whoever settles two records writes.
    ///
    /// - Parameter state: what this writer sees of a record; `nil` where there is nothing.
    package static func writes(
        _ one: RecordID, _ other: RecordID, _ answer: Answer, reason: String,
        seeing state: (RecordID) -> RecordState?
    ) -> [Write] {
        let id = id(one, other)
        let records = [one, other].sorted()
        var writes: [Write] = []
        if state(id)?.entries(of: Settlement.between.name).isEmpty ?? true {
            writes.append(
                Write(
                    Settlement.between, id,
                    [Settlement.firstRecord(records[0]), Settlement.secondRecord(records[1])]))
        }
        switch answer {
        case .distinct:
            writes.append(
                Write(Settlement.answer, id, [Settlement.verdict(Verdict.distinct.rawValue)]))
        case .keep(let kept, let through):
            writes.append(
                Write(
                    Settlement.answer, id,
                    [
                        Settlement.verdict(Verdict.keep.rawValue), Settlement.kept(kept),
                        Settlement.otherThrough(through),
                    ]))
        }
        if let sight = sight(answer, of: records, seeing: state) { writes.append(sight) }
        let reason = ASCIIText.trimmed(reason)
        if !reason.isEmpty {
            writes.append(Write(Settlement.reasons, id, [Settlement.Reasons.reason(reason)]))
        }
        return writes
    }
}
