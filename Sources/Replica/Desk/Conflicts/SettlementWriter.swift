internal import Benefits
import Merge
import Practice
internal import Records
import Rulebook
import Store

/// The writes that settle a conflict as a person chose.
///
/// A settlement is made of ordinary writes: a value that replaces its siblings, an answer between
/// two records, a step annulled. Nothing is fused and nothing is removed.
struct SettlementWriter {
    let desk: Desk
    let transaction: StoreTransaction
    let reason: String
    let actor: RecordID?
    let today: Day

    func writes(_ conflict: ConflictCase, _ choice: ConflictChoice) throws -> [Write] {
        switch choice {
        case .take(let number):
            guard !conflict.choices.isEmpty else {
                throw DeskError.wrongChoice(.elsewhere(conflict.open.kind))
            }
            guard isNumber(number, of: conflict.candidates.count) else {
                throw DeskError.noSuchChoice(count: conflict.candidates.count)
            }
            return try take(number, conflict)
        case .value(let texts):
            try require("value", in: conflict)
            return try value(texts, conflict.open)
        case .merge(let parts):
            try require("merge", in: conflict)
            return try merge(parts, conflict)
        case .distinct:
            try require("distinct", in: conflict)
            return try distinct(conflict)
        }
    }

    private func require(_ choice: String, in conflict: ConflictCase) throws {
        guard conflict.choices.contains(choice) else {
            throw DeskError.wrongChoice(
                conflict.choices.isEmpty
                    ? .elsewhere(conflict.open.kind) : .offers(conflict.choices))
        }
    }

    /// Whether so many have a candidate of that number, before anybody computes with it.
    private func isNumber(_ number: Int, of count: Int) -> Bool {
        number >= 1 && number <= count
    }

    private func take(_ number: Int, _ conflict: ConflictCase) throws -> [Write] {
        let open = conflict.open
        if open.kind == FieldConflict.Kind.editedWhileRemoved.rawValue {
            let said = conflict.candidates[0].entry?.decoded[0].text
                .flatMap { Lifecycle(rawValue: $0) }
            return [try life(open.record, to: number == 1 ? said ?? .inactive : .active)]
        }
        if !conflict.isCross, let kept = conflict.candidates[number - 1].entry {
            return [write(open, kept.value)] + (try sight(taking: kept.value, of: open))
        }
        let kept =
            conflict.records.indices.contains(number - 1) ? conflict.records[number - 1] : nil
        let others = conflict.records.filter { $0 != kept }
        switch CrossConflict.Kind(rawValue: open.kind) {
        case .duplicateKey, .duplicatePatient, .duplicateMember:
            guard let kept else { throw DeskError.noSuchChoice(count: conflict.records.count) }
            return try keeping(kept, insteadOf: others, open)
        case .overlappingAssignment, .overlappingContractLocation:
            guard let kept else { throw DeskError.noSuchChoice(count: conflict.records.count) }
            return try others.filter { overlap(kept, $0) }.flatMap {
                try settle(kept, $0, .keep(kept, through: lastDay(of: $0, before: kept)))
            }
        case .foreignCoverage: return try withoutCoverage(conflict)
        case .concurrentSteps:
            let taken = conflict.candidates[number - 1].entry?.id
            return try retractions(
                conflict.candidates.compactMap(\.entry?.id).filter { $0 != taken }, open)
        case .disagreeingDocuments:
            guard let letter = conflict.candidates[number - 1].evidence else {
                throw DeskError.conflictGone
            }
            return try superseding(by: letter, open)
        case .differingAnswers:
            guard let kept else { throw DeskError.noSuchChoice(count: conflict.records.count) }
            return others.map {
                Write(BenefitUsage.replaces, kept, key: [BenefitUsage.Replaces.usage($0)])
            }
        case .illegalStep:
            return try retractions(standing(of: open)?.1.illegal ?? [], open)
        case .excludedDoctor, .overusedAuthorization, nil:
            throw DeskError.wrongChoice(.elsewhere(open.kind))
        }
    }

    /// Who takes one of several answers has seen what it hides.
    private func sight(taking value: Bytes, of open: OpenConflict) throws -> [Write] {
        guard open.type == RecordType.settlement.name,
            let own = try transaction.view(of: open.record)
        else { return [] }
        let lookup = transaction.lookup
        let sight = Settlement.sight(taking: value, of: own) { lookup.state($0) }
        return sight.map { [$0] } ?? []
    }

    private func write(_ open: OpenConflict, _ value: Bytes) -> Write {
        Write(
            record: open.record, type: open.type, attribute: open.attribute, key: open.key,
            value: value)
    }

    /// The unit with the given fields; those not given must be the same in all candidates.
    private func value(_ texts: [String], _ open: OpenConflict) throws -> [Write] {
        let type = try desk.type(named: open.type)
        guard let attribute = type[open.attribute] else { throw DeskError.conflictGone }
        if case .map = attribute.shape { throw DeskError.wrongChoice(.map(open.attribute)) }
        let state = try transaction.view(of: open.record) ?? RecordState()
        let assignments = try texts.map { try Assignment(parsing: $0) }
        let foreign = assignments.first { given in
            !attribute.fields.contains { $0.name == given.field }
        }
        if let foreign {
            throw DeskError.wrongChoice(
                .foreignField(foreign.field, attribute.fields.map(\.name)))
        }
        let writes = try RecordEditor.writes(
            type: type, record: open.record, assignments: assignments, before: state,
            resolve: transaction.lookup.resolve)
        try desk.refuseImpossible(writes, of: type, before: state, transaction)
        return writes
    }

    private func merge(
        _ parts: [(field: String, number: Int)], _ conflict: ConflictCase
    ) throws -> [Write] {
        let type = try desk.type(named: conflict.open.type)
        let fields = type[conflict.open.attribute]?.fields ?? []
        let values = conflict.candidates.compactMap { $0.entry?.decoded }
        var scalars = values.first?.scalars ?? []
        while scalars.count < fields.count { scalars.append(.null) }
        for part in parts where !fields.contains(where: { $0.name == part.field }) {
            throw DeskError.wrongChoice(.foreignField(part.field, fields.map(\.name)))
        }
        for (index, field) in fields.enumerated() {
            if let part = parts.last(where: { $0.field == field.name }) {
                guard isNumber(part.number, of: values.count) else {
                    throw DeskError.noSuchChoice(count: values.count)
                }
                scalars[index] = values[part.number - 1][index]
            } else if Set(values.map { $0[index] }).count > 1 {
                throw DeskError.wrongChoice(.fieldNotGiven(field.name))
            }
        }
        return [write(conflict.open, Value(scalars).encoded)]
    }

    private func distinct(_ conflict: ConflictCase) throws -> [Write] {
        let records = conflict.records
        return try records.indices.flatMap { first in
            try records[(first + 1)...].filter { !areApart(records[first], $0) }.flatMap {
                try settle(records[first], $0, .distinct)
            }
        }
    }
}

// MARK: Rules over several records

extension SettlementWriter {
    /// One answer between two records, in the unit where everybody's answers meet.
    private func settle(
        _ one: RecordID, _ other: RecordID, _ answer: Settlement.Answer
    ) throws -> [Write] {
        if case .keep(let kept, _) = answer, try transaction.view(of: kept)?.isInError == true {
            throw SettlementProblem.keptInError
        }
        let lookup = transaction.lookup
        return Settlement.writes(one, other, answer, reason: reason) { lookup.state($0) }
    }

    /// Whether somebody told the two apart before: that stands.
    private func areApart(_ one: RecordID, _ other: RecordID) -> Bool {
        transaction.lookup.settlements(of: one).contains {
            $0.records.contains(other) && $0.answer == .distinct
        }
    }

    /// Whether two terms share a day, or an answer between them says that they did: a term of the
    /// same matter that shares none is touched by no answer about the other.
    private func overlap(_ one: RecordID, _ other: RecordID) -> Bool {
        let lookup = transaction.lookup
        let isSettled = lookup.settlements(of: one).contains {
            $0.kept(insteadOf: one) == other || $0.kept(insteadOf: other) == one
        }
        guard !isSettled, let left = lookup.record(one), let right = lookup.record(other) else {
            return true
        }
        return TermOverlaps.overlap(left, right)
    }

    /// One record for the others; whom somebody told apart from it stays apart, unless that very
    /// answer is what the conflict is about.
    private func keeping(
        _ kept: RecordID, insteadOf others: [RecordID], _ open: OpenConflict
    ) throws -> [Write] {
        var weighing = SettlementWeighing(transaction.lookup, try desk.type(named: open.type))
        guard !weighing.torn(through: kept).isEmpty else {
            return try others.filter { !areApart(kept, $0) }.flatMap {
                try settle(kept, $0, .keep(kept, through: nil))
            }
        }
        let withdrawn = others.indices.flatMap { first in
            others[(first + 1)...].filter { areApart(others[first], $0) }.map { other in
                Write(
                    record: Settlement.id(others[first], other),
                    type: RecordType.settlement.name, attribute: Settlement.answer.name, value: nil)
            }
        }
        return try others.flatMap { try settle(kept, $0, .keep(kept, through: nil)) } + withdrawn
    }

    private func life(_ record: RecordID, to lifecycle: Lifecycle) throws -> Write {
        guard let name = try transaction.type(of: record) else { throw DeskError.conflictGone }
        return try LifecycleChange.write(
            type: desk.type(named: name), record: record, to: lifecycle, reason: reason,
            seeing: transaction.view(of: record) ?? RecordState())
    }

    /// A term that began earlier ends on the day before the one that stands; any other was an
    /// error.
    private func lastDay(of record: RecordID, before kept: RecordID) throws -> Day? {
        let lookup = transaction.lookup
        let start = lookup.record(kept)?[AnyRecord.term.from]
        let own = lookup.record(record)?[AnyRecord.term.from]
        guard let start, own.map({ $0 < start }) ?? true else { return nil }
        return Day(number: start.number - 1)
    }

    /// Every order of payment of the patient, without the coverage that is not his.
    private func withoutCoverage(_ conflict: ConflictCase) throws -> [Write] {
        guard let patient = conflict.records.first, let foreign = conflict.records.last else {
            return []
        }
        let state = try transaction.view(of: patient) ?? RecordState()
        let isForeign = { (scalar: Scalar) in
            scalar.blob.flatMap { RecordID(bytes: $0) } == foreign
        }
        let owner = transaction.lookup.record(foreign)?[Coverage.patient]
        return state.entries(of: Patient.coverageOrder.name).compactMap { entry in
            let scalars = entry.decoded.scalars
            guard scalars.contains(where: isForeign) else { return nil }
            // His own, named twice, is kept once.
            var isKept = owner != patient
            let rest = scalars.filter { scalar in
                guard isForeign(scalar) else { return !scalar.isNull }
                defer { isKept = true }
                return !isKept
            }
            return Write(
                record: patient, type: RecordType.patient.name,
                attribute: Patient.coverageOrder.name,
                key: entry.key, value: rest.isEmpty ? nil : Value(rest).encoded)
        }
    }

    /// One document counts, and names those that count no more.
    private func superseding(by document: RecordID, _ open: OpenConflict) throws -> [Write] {
        guard let view = try view(of: open.record), let matter = DisagreeingDocuments(view) else {
            return []
        }
        return matter.superseding(by: document).map { document, row in
            Write(
                record: open.record, type: open.type, attribute: matter.attribute,
                key: row.key.encoded, value: row.value?.encoded)
        }
    }

    private func view(of record: RecordID) throws -> RecordView? {
        try transaction.projection(of: record).map { type, projection in
            RecordView(id: record, type: type, projection: projection)
        }
    }

    private func standing(of open: OpenConflict) throws -> (Workflow, Standing)? {
        guard let workflow = Workflow.of(type: open.type), let view = try view(of: open.record)
        else { return nil }
        return (workflow, workflow.standing(of: view))
    }

    private func retractions(_ steps: [EntryID], _ open: OpenConflict) throws -> [Write] {
        guard let (workflow, standing) = try standing(of: open) else { return [] }
        return try steps.map { step in
            try workflow.write(
                .retraction(of: step, on: today, comment: reason, by: actor),
                record: open.record, after: standing)
        }
    }
}
