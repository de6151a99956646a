internal import Benefits
package import Merge
package import Records

/// One record of two that are one stands for both, or two are told apart, as somebody says.
package struct LinkRecords: Deed {
    package var type: RecordType
    package var name: String
    package var other: String
    package var kind: LinkKind

    package init(_ type: RecordType, _ name: String, _ other: String, _ kind: LinkKind) {
        self.type = type
        self.name = name
        self.other = other
        self.kind = kind
    }

    /// - Returns: the first record.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let first = try records.find(type, name)
        let second = try records.find(type, other)
        guard first != second else { throw SettlementProblem.itself }
        let answer: Settlement.Answer
        switch kind {
        case .replacedBy: answer = .keep(second, through: nil)
        case .replaces: answer = .keep(first, through: nil)
        case .notSame: answer = .distinct
        case .refer, .seeAlso:
            let pointing = try RecordEditor.writes(
                type: type, record: first,
                assignments: [
                    Assignment(adding: "\(second);\(kind.rawValue)", to: Patient.links)
                ], before: records.state(first))
            guard !pointing.isEmpty else { throw DeedProblem.nothingToDo }
            try writes.add(pointing)
            return first
        }
        try writes.add(
            records.settling(first, second, answer, type: type, reason: who.reason))
        return first
    }
}

/// What was decided of two records taken back, and every link between them taken away.
package struct UnlinkRecords: Deed {
    package var type: RecordType
    package var name: String
    package var other: String

    package init(_ type: RecordType, _ name: String, _ other: String) {
        self.type = type
        self.name = name
        self.other = other
    }

    /// - Returns: the first record.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let first = try records.findItself(type, name)
        let second = try records.findItself(type, other)
        var parting = pointers(of: first, to: second, records)
        parting += pointers(of: second, to: first, records)
        let id = Settlement.id(first, second)
        if records.state(id)?.entries(of: Settlement.answer.name).isEmpty == false {
            parting.append(
                Write(
                    record: id, type: RecordType.settlement.name,
                    attribute: Settlement.answer.name, value: nil))
        }
        guard !parting.isEmpty else { throw SettlementProblem.notLinked(type: type.name) }
        try writes.add(parting)
        return first
    }

    /// What the record itself says of the other: elements of a set, or a register.
    private func pointers(
        of record: RecordID, to other: RecordID, _ records: some RecordLookup
    ) -> [Write] {
        let state = records.state(record) ?? RecordState()
        let linked = Patient.links.rows(in: state).filter { $0[Patient.Links.patient] == other }
        let links = Set(linked.map(\.key.encoded)).sorted {
            $0.lexicographicallyPrecedes($1)
        }.map {
            Write(
                record: record, type: type.name, attribute: Patient.links.name, key: $0,
                value: nil)
        }
        let replaced = AnyRecord.replacedBy.name
        let isReplaced = state.entries(of: replaced).contains {
            RecordID($0.decoded[0]) == other
        }
        guard isReplaced, type[replaced] != nil else { return links }
        return links + [Write(type, record, named: AnyRecord.replacedBy.name)]
    }
}

extension RecordLookup {
    /// What settles two records, for whoever is not led there by an open conflict.
    ///
    /// - Throws: why these two cannot be settled so; `DeedProblem.nothingToDo` where they are.
    func settling(
        _ one: RecordID, _ other: RecordID, _ answer: Settlement.Answer, type: RecordType,
        reason: String
    ) throws -> [Write] {
        let known = record(Settlement.id(one, other)).flatMap { Settlement(of: $0) }
        if let standing = known?.answer {
            guard standing == answer else {
                throw SettlementProblem.settledOtherwise(type: type.name)
            }
            throw DeedProblem.nothingToDo
        }
        if case .keep(let kept, _) = answer {
            let yielding = kept == one ? other : one
            guard state(kept)?.isInError != true else { throw SettlementProblem.keptInError }
            guard !isReplaced(kept, by: yielding) else { throw SettlementProblem.circle }
        }
        let writes = Settlement.writes(one, other, answer, reason: reason) { state($0) }
        return writes + sharing(writes)
    }

    /// Whether, step by step, that other record stands for it.
    func isReplaced(_ record: RecordID, by other: RecordID) -> Bool {
        Settlement.reached(from: record) { id in
            let shown = self.record(id)
            let isPatient = shown?.type.name == RecordType.patient.name
            let links = (isPatient ? shown?[Patient.links] ?? [] : []).filter {
                $0[Patient.Links.kind] == LinkKind.replacedBy.rawValue
            }.compactMap { $0[Patient.Links.patient] }
            return links + [shown?[AnyRecord.replacedBy]].compactMap(\.self)
                + settlements(of: id).compactMap { $0.kept(insteadOf: id) }
        }.contains(other)
    }

    /// The record that shows a key itself, also where another stands for it.
    func findItself(_ type: RecordType, _ name: String) throws(DeedProblem) -> RecordID {
        let keyed = keyed(type, name)
        guard let only = keyed.first, keyed.count == 1 else { return try find(type, name) }
        return only.id
    }
}
