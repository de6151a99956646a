package import Merge

// An answer that makes a record yield hides what stands on it. Beside the answer, in one change set
// with it, stands what its writer saw there; what nobody saw whose answer holds is told. An answer
// that is taken back takes its sight along: sights of other change sets say nothing of it.

extension Settlement {
    /// What stands on the record that yields and nobody had seen whose answer holds.
    ///
    /// - Parameters:
    ///   - state: that record's.
    ///   - own: the settlement's.
    func unseen(in state: RecordState, own: RecordState) -> [Entry] {
        guard let answer, case .keep(let kept, _) = answer else { return [] }
        let answered = Set(own.entries(of: Settlement.answer.name).map(\.id.changeSet))
        let seen = Settlement.seen(of: other(than: kept), in: own) { answered.contains($0) }
        return Settlement.taken(by: answer, from: state).filter {
            !seen.contains($0.id) && !answered.contains($0.id.changeSet)
        }
    }

    /// The entries that an answer takes from the record that yields, so that nobody sees them as
    /// they were written: its days where it ends, all of it where it was an error.
    private static func taken(by answer: Answer, from yielding: RecordState?) -> [Entry] {
        guard case .keep(_, let through) = answer, let yielding else { return [] }
        guard through != nil else { return Array(yielding.entries) }
        return Array(yielding.entries(of: AnyRecord.term.name))
    }

    /// What sights name of a record, of those that these change sets hold.
    private static func seen(
        of yielding: RecordID, in own: RecordState, by isOne: (ChangeSetID) -> Bool
    ) -> Set<EntryID> {
        own.entries(of: sights.name).reduce(into: []) { seen, entry in
            let row = sights.row(entry)
            guard row[Sights.yielding] == yielding, isOne(entry.id.changeSet) else { return }
            seen.formUnion(EntryList.decode(row[Sights.seen] ?? []))
        }
    }

    /// What whoever answers writes beside the answer; `nil` where nothing yields.
    ///
    /// - Parameter state: what this writer sees of a record.
    static func sight(
        _ answer: Answer, of records: [RecordID], seeing state: (RecordID) -> RecordState?
    ) -> Write? {
        guard case .keep(let kept, _) = answer,
            let yielding = records.first(where: { $0 != kept })
        else { return nil }
        let seen = taken(by: answer, from: state(yielding)).map(\.id)
        return sight(of: yielding, seen, between: records)
    }

    /// What whoever takes one of several answers writes beside it.
    ///
    /// - Parameters:
    ///   - value: the answer, as it is written.
    ///   - own: the settlement as this writer sees it.
    package static func sight(
        taking value: Bytes, of own: RecordState, seeing state: (RecordID) -> RecordState?
    ) -> Write? {
        guard let records = records(of: own), let answer = answer(value, records) else {
            return nil
        }
        return sight(answer, of: records, seeing: state)
    }

    /// What whoever takes an answer back writes beside the one that holds again: what had been
    /// seen before.
    ///
    /// - Parameter changeSet: the one that is taken back.
    package static func sight(
        restoring value: Bytes, of own: RecordState, without changeSet: ChangeSetID
    ) -> Write? {
        guard let records = records(of: own), let answer = answer(value, records),
            case .keep(let kept, _) = answer, let yielding = records.first(where: { $0 != kept })
        else { return nil }
        let seen = seen(of: yielding, in: own) { $0 != changeSet }
        return sight(of: yielding, Array(seen), between: records)
    }

    private static func sight(
        of yielding: RecordID, _ seen: [EntryID], between records: [RecordID]
    ) -> Write {
        Write(
            sights, id(records[0], records[1]),
            [Sights.yielding(yielding), Sights.seen(EntryList.encode(seen))])
    }

    private static func records(of own: RecordState) -> [RecordID]? {
        let row = between.rows(in: own).first
        guard let first = row?[firstRecord], let second = row?[secondRecord] else { return nil }
        return [first, second]
    }

    private static func answer(_ value: Bytes, _ records: [RecordID]) -> Answer? {
        let said = answer.row(
            Write(
                record: id(records[0], records[1]), type: type.name, attribute: answer.name,
                value: value))
        guard let said, said[verdict] == Verdict.keep.rawValue, let kept = said[kept],
            records.contains(kept)
        else { return nil }
        return .keep(kept, through: said[otherThrough])
    }
}
