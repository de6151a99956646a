internal import Benefits
package import Merge
internal import Participation
internal import Records

// Whoever holds one of two records that are one must hold both: the office whose record yields is
// led to the other, and has to find it. So the centre writes, in one change set with an answer,
// what makes both visible:
//
//     patients        each is in the offices of all that answers make one with it
//     payor, plan     the kept one that an office made for itself becomes the group's, and with a
//                     plan its payor
//
// An office only asks for an answer; whoever grants it shares. An answer that is taken back leaves
// what was shared: somebody may have worked with it since.

/// What answers have to share, asked of the records as they are before.
private struct SettlementSharing<Lookup: RecordLookup> {
    let lookup: Lookup
    /// What is about to be answered, by the settlement; `nil` where it keeps neither.
    private var answers: [RecordID: Kept?] = [:]

    private struct Kept {
        let records: [RecordID]
        let kept: RecordID
    }

    init(_ lookup: Lookup, _ writes: [Write]) {
        self.lookup = lookup
        let matters = writes.filter { $0.type == RecordType.settlement.name }
        for write in matters where write.attribute == Settlement.answer.name {
            answers[write.record] = .some(nil)
            guard let said = Settlement.answer.row(write),
                said[Settlement.verdict] == Settlement.Verdict.keep.rawValue,
                said[Settlement.otherThrough] == nil, let kept = said[Settlement.kept]
            else { continue }
            let stated = matters.filter { $0.record == write.record }
                .compactMap { Settlement.between.row($0) }
            let standing = lookup.state(write.record).map { Settlement.between.rows(in: $0) }
            guard let pair = (stated + (standing ?? [])).first,
                let first = pair[Settlement.firstRecord],
                let second = pair[Settlement.secondRecord], [first, second].contains(kept)
            else { continue }
            answers[write.record] = Kept(records: [first, second], kept: kept)
        }
    }

    var writes: [Write] {
        var found: [Write] = []
        var seen: Set<RecordID> = []
        let kept = answers.values.compactMap { $0?.kept }.sorted()
        for id in kept {
            switch lookup.record(id)?.type.name {
            case RecordType.patient.name:
                let one = Settlement.reached(from: id, neighbours)
                // Two answers about one patient share once.
                guard seen.isDisjoint(with: one) else { continue }
                seen.formUnion(one)
                found += offices(of: one.sorted())
            case RecordType.payor.name, RecordType.insurancePlan.name:
                for id in adopted(id) where seen.insert(id).inserted {
                    guard let type = lookup.record(id)?.type else { continue }
                    found.append(Write(type, id, named: AnyRecord.provisionalOffice.name))
                }
            default: continue
            }
        }
        return found + renewed(Set(found.map(\.record)))
    }

    /// The records that answers make one with that one, also those that are about to be given.
    private func neighbours(_ id: RecordID) -> [RecordID] {
        let given = answers.values.compactMap { $0?.records }.filter { $0.contains(id) }
        let standing = lookup.settlements(of: id).filter { settlement in
            guard answers[settlement.id] == nil, case .keep = settlement.answer else {
                return false
            }
            return true
        }
        return (given + standing.map(\.records)).joined().filter { $0 != id }
    }

    private func offices(of one: [RecordID]) -> [Write] {
        let held = one.compactMap { id in
            lookup.state(id).map { state in
                (id, Set(Patient.offices.rows(in: state).compactMap { $0[Patient.offices.office] }))
            }
        }
        let all = held.reduce(into: Set<RecordID>()) { $0.formUnion($1.1) }
        return held.flatMap { id, own in
            all.subtracting(own).sorted().map { office in
                Write(Patient.offices, id, key: [Patient.offices.office(office)])
            }
        }
    }

    /// The payors and plans that a kept one leads to and that an office made for itself.
    private func adopted(_ kept: RecordID) -> [RecordID] {
        var found: [RecordID] = []
        var seen: Set<RecordID> = []
        var waiting = [kept]
        while let id = waiting.popLast() {
            guard seen.insert(id).inserted, let view = lookup.record(id) else { continue }
            if view[AnyRecord.provisionalOffice] != nil { found.append(id) }
            if let next = view[AnyRecord.replacedBy] { waiting.append(next) }
            guard view.type.name == RecordType.insurancePlan.name,
                let payor = view[InsurancePlan.payor]
            else { continue }
            waiting.append(payor)
        }
        return found
    }

    /// Answers by which records yield that are written to here, said anew.
    ///
    /// Who shares has seen what he shares. What somebody else wrote unseen stays told.
    private func renewed(_ written: Set<RecordID>) -> [Write] {
        let yielding = written.sorted().flatMap { id in
            lookup.settlements(of: id).filter { $0.kept(insteadOf: id) != nil }
        }
        var done: Set<RecordID> = []
        return yielding.flatMap { settlement -> [Write] in
            guard answers[settlement.id] == nil, done.insert(settlement.id).inserted,
                let answer = settlement.answer,
                let type = lookup.record(settlement.records[0])?.type
            else { return [] }
            var weighing = SettlementWeighing(lookup, type)
            guard weighing.doubt(about: settlement) == nil else { return [] }
            return Settlement.writes(
                settlement.records[0], settlement.records[1], answer, reason: ""
            ) { lookup.state($0) }
        }
    }
}

extension RecordLookup {
    /// What whoever answers writes beside the answers, so that everybody who is led to a record
    /// holds it; nothing at an office, which writes no answer itself.
    ///
    /// - Parameter writes: those of the answers among them; others say nothing here.
    package func sharing(_ writes: [Write]) -> [Write] {
        guard office == nil else { return [] }
        return SettlementSharing(self, writes).writes
    }
}
