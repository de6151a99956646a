internal import Benefits
import Merge
import Practice
internal import Records
import Rulebook
import Store
internal import Tables

/// What a conflict's candidates are, who wrote them, and what they had seen.
struct ConflictDossier {
    let desk: Desk
    let transaction: StoreTransaction
    let open: OpenConflict

    /// The live values of one attribute and key, latest first.
    func ofValues() throws -> [ConflictCase.Candidate] {
        let type = try desk.type(named: open.type)
        let fields = type[open.attribute]?.fields ?? []
        let entries = try candidates()
        let texts = fields.indices.map { index in
            TextFold.toldApart(
                entries.map { CellText.text($0.decoded[index], fields[index].kind) })
        }
        return try entries.enumerated().map { place, entry in
            let value = entry.decoded
            let author = try author(of: entry)
            return ConflictCase.Candidate(
                value: fields.count == 1 ? texts[0][place] : CellText.fields(value, fields),
                fields: fields.indices.map { (fields[$0].name, texts[$0][place]) },
                record: nil, origin: entry.origin, author: author,
                saw: saw(author, others: entries.count - 1),
                evidence: evidence(entry, type), standing: try standing(beside: entry),
                entry: entry)
        }
    }

    /// What stands on the records that an answer is about: it would hide some of that.
    private func standing(beside entry: Entry) throws -> [EntryID] {
        guard open.type == RecordType.settlement.name, entry.attribute == Settlement.answer.name,
            let own = try transaction.view(of: open.record)
        else { return [] }
        let row = Settlement.between.rows(in: own).first
        return try [row?[Settlement.firstRecord], row?[Settlement.secondRecord]]
            .compactMap(\.self).flatMap { record in
                try transaction.view(of: record)?.entries.map(\.id) ?? []
            }
    }

    /// Out of use, as somebody said, or in use, as somebody else worked on.
    func ofLife() throws -> [ConflictCase.Candidate] {
        let entries = try candidates()
        guard let life = entries.first else { throw DeskError.conflictGone }
        let edits = entries.dropFirst()
        let last = edits.max { $0.origin.effectiveAt < $1.origin.effectiveAt }
        let names = Set(edits.map(\.attribute)).sorted().joined(separator: ", ")
        let removal = try author(of: life)
        let edit = try last.map { try author(of: $0) } ?? ConflictCase.Author()
        return [
            ConflictCase.Candidate(
                value: life.decoded[0].text ?? "inactive", fields: [], record: nil,
                origin: life.origin, author: removal,
                saw: "not what was written to \(names)", evidence: nil, entry: life),
            ConflictCase.Candidate(
                value: "active, with what was written to \(names)", fields: [], record: nil,
                origin: last?.origin, author: edit, saw: "not that it was taken out of use",
                evidence: nil, entry: nil),
        ]
    }

    /// The records, or the steps, of a rule over several.
    func ofRecords(_ records: [RecordID]) throws -> [ConflictCase.Candidate] {
        switch CrossConflict.Kind(rawValue: open.kind) {
        case .concurrentSteps: return try ofSteps { $0.conflict?.steps ?? [] }
        case .disagreeingDocuments: return try ofDocuments()
        case .illegalStep:
            let illegal = try ofSteps(\.illegal)
            let events = illegal.map(\.value).joined(separator: ", ")
            return illegal.first.map { first in
                [
                    ConflictCase.Candidate(
                        value: "as it stands, without \(events)", fields: [], record: open.record,
                        origin: first.origin, author: first.author, saw: first.saw,
                        evidence: nil, entry: nil)
                ]
            } ?? []
        case .foreignCoverage:
            let titles = RecordTitle(transaction.lookup)
            let coverage = records.last.map { titles.label($0) } ?? "that coverage"
            return [try ofRecord(open.record, "the order of payment without \(coverage)")]
        default:
            let differing = try differing(records)
            return try records.map { try ofRecord($0, nil, differing[$0] ?? []) }
        }
    }

    private func ofRecord(
        _ id: RecordID, _ said: String?, _ differing: [(name: String, text: String)] = []
    ) throws -> ConflictCase.Candidate {
        let state = try transaction.view(of: id)
        let first = state?.entries.min { $0.origin.effectiveAt < $1.origin.effectiveAt }
        let author = try first.map { try self.author(of: $0, on: id) } ?? ConflictCase.Author()
        let terms = try term(of: id)
        return ConflictCase.Candidate(
            value: said ?? terms.map { "\($0.name) \($0.text)" }.joined(separator: ", "),
            fields: terms, differing: differing, record: id, origin: first?.origin, author: author,
            saw: "nothing of the others", evidence: nil,
            standing: state?.entries.map(\.id) ?? [], entry: nil)
    }

    /// What else the records say differently: what tells two that look alike apart.
    private func differing(
        _ records: [RecordID]
    ) throws -> [RecordID: [(name: String, text: String)]] {
        let lookup = transaction.lookup
        let views = records.compactMap { lookup.record($0) }
        guard let type = views.first?.type, views.allSatisfy({ $0.type.name == type.name }) else {
            return [:]
        }
        let compared = Set(try records.first.map { try term(of: $0).map(\.name) } ?? [])
        var found: [RecordID: [(name: String, text: String)]] = [:]
        // Bytes are what the program keeps for itself.
        for column in type.columns
        where column.field != nil && column.kind != .blob && !compared.contains(column.name) {
            let texts = TextFold.toldApart(
                views.map { CellText.text($0.scalar(named: column.name) ?? .null, column.kind) })
            guard Set(texts).count > 1, found.values.map(\.count).max() ?? 0 < Self.differingMax
            else { continue }
            for (view, text) in zip(views, texts) {
                found[view.id, default: []].append((column.name, text))
            }
        }
        return found
    }

    /// More fields than these do not help to choose.
    private static let differingMax = 12

    /// What the rule compares, and no other value.
    private func term(of id: RecordID) throws -> [(name: String, text: String)] {
        guard let (type, projection) = try transaction.projection(of: id) else { return [] }
        let view = RecordView(id: id, type: type, projection: projection)
        let names: [String] =
            switch CrossConflict.Kind(rawValue: open.kind) {
            case .duplicateKey: type.naturalKey.map { [$0] } ?? []
            case .duplicatePatient, .duplicateMember: ["family", "given", "birthDate"]
            case .overlappingAssignment, .overlappingContractLocation:
                ["effectiveFrom", "effectiveThrough"]
            case .excludedDoctor: ["npi", "list"]
            case .differingAnswers:
                [BenefitUsage.asOf.name, BenefitUsage.source.name]
                    + BenefitUsage.figures.map(\.name)
            default: []
            }
        return names.compactMap { name in
            guard let column = type.column(name), let scalar = view.scalar(named: name) else {
                return nil
            }
            return (name, CellText.text(scalar, column.kind))
        }
    }

    private func ofSteps(
        _ chosen: (Standing) -> [EntryID]
    ) throws -> [ConflictCase.Candidate] {
        guard let workflow = Workflow.of(type: open.type),
            let (type, projection) = try transaction.projection(of: open.record)
        else { return [] }
        let standing = workflow.standing(
            of: RecordView(id: open.record, type: type, projection: projection))
        let chosen = Set(chosen(standing))
        let state = try transaction.view(of: open.record)
        return try standing.steps.filter { chosen.contains($0.entry) }.compactMap { step in
            guard let entry = state?.entry(step.entry) else { return nil }
            let author = try author(of: entry)
            return ConflictCase.Candidate(
                value: step.event,
                fields: step.happenedOn.map { [("happenedOn", $0.description)] } ?? [],
                record: open.record, origin: entry.origin, author: author,
                saw: "not the steps beside it", evidence: step.document, entry: entry)
        }
    }

    /// What each document says that nothing supersedes.
    private func ofDocuments() throws -> [ConflictCase.Candidate] {
        guard let (type, projection) = try transaction.projection(of: open.record),
            let matter = DisagreeingDocuments(
                RecordView(id: open.record, type: type, projection: projection)),
            let fields = type[matter.attribute]?.fields
        else { return [] }
        let entries = try transaction.view(of: open.record)?.entries(of: matter.attribute)
        return try matter.standing.compactMap { pair in
            guard let entry = entries?.first(where: { $0.decodedKey == pair.key }),
                let value = pair.value
            else { return nil }
            let author = try author(of: entry)
            let told = fields.indices.filter {
                !value[$0].isNull && fields[$0].name != "supersedes"
            }
            return ConflictCase.Candidate(
                value: told.map { CellText.text(value[$0], fields[$0].kind) }
                    .joined(separator: ", "),
                fields: told.map { (fields[$0].name, CellText.text(value[$0], fields[$0].kind)) },
                record: open.record, origin: entry.origin, author: author,
                saw: saw(author, others: matter.standing.count - 1),
                evidence: matter.document(of: pair), entry: entry)
        }
    }

    private func candidates() throws -> [Entry] {
        let conflicts = try transaction.projection(of: open.record)?.1.conflicts ?? []
        return conflicts.first {
            $0.attribute == open.attribute && $0.key == open.key && $0.kind.rawValue == open.kind
        }?.candidates ?? []
    }

    private func saw(_ author: ConflictCase.Author, others: Int) -> String {
        let them = others == 1 ? "the other candidate" : "the other candidates"
        switch author.hasReplaced {
        case true?: return "an earlier value; nothing of \(them)"
        case false?: return "no value; nothing of \(them)"
        case nil: return "nothing of \(them)"
        }
    }

    /// A document that the value or its key names.
    private func evidence(_ entry: Entry, _ type: RecordType) -> RecordID? {
        guard let attribute = type[entry.attribute] else { return nil }
        func document(_ fields: [Field], _ value: Value) -> RecordID? {
            let documents = fields.indices.compactMap { index -> RecordID? in
                guard fields[index].kind == .reference("document") else { return nil }
                return value[index].blob.flatMap { RecordID(bytes: $0) }
            }
            return documents.first
        }
        return document(attribute.fields, entry.decoded)
            ?? document(attribute.key, entry.decodedKey)
    }

    /// The reason that travels with a settlement's answer, for whoever has not its change set.
    private func told(with entry: Entry) throws -> String? {
        guard open.type == RecordType.settlement.name else { return nil }
        return try transaction.view(of: open.record)?.entries(of: Settlement.reasons.name)
            .first { $0.id.changeSet == entry.id.changeSet }
            .flatMap { Settlement.reasons.row($0)[Settlement.Reasons.reason] }
    }

    /// Who wrote an entry: as its change set says where it is kept here, else as its user does.
    ///
    /// - Parameter record: whose entry it is; the conflict's first record unless said.
    func author(
        of entry: Entry, on record: RecordID? = nil
    ) throws -> ConflictCase.Author {
        var author = ConflictCase.Author()
        if entry.origin.replica == desk.replica {
            author.office = desk.office
            author.isCentral = desk.office == nil
        } else if let seat = try transaction.seat(of: entry.origin.replica) {
            author.office = seat.office
            author.isCentral = seat.role != .office
            author.isHub = seat.role == .hub
        } else if let actor = entry.origin.actor {
            let lookup = transaction.lookup
            let user = lookup.record(actor)
            let offices = user?[User.offices, each: User.offices.office]
            author.office = offices?.count == 1 ? offices?.first : nil
            author.isCentral = offices.map(\.isEmpty)
        }
        if let sealed = try transaction.changeSet(entry.origin.changeSet) {
            author.reason = sealed.content.reason.isEmpty ? nil : sealed.content.reason
            author.isCentral = sealed.content.role != .office
            let ops = sealed.content.ops
            let index = Int(entry.id.index)
            if ops.indices.contains(index) {
                author.hasReplaced = !ops[index].replaces.isEmpty
            }
        }
        if let told = try transaction.told(entry.id, of: record ?? open.record) {
            author.reason = author.reason ?? (told.reason.isEmpty ? nil : told.reason)
            author.hasReplaced = author.hasReplaced ?? told.hasReplaced
        }
        author.reason = try author.reason ?? self.told(with: entry)
        return author
    }
}
