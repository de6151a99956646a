internal import Benefits
internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Turns drafts into the writes that records still lack; what stands already is not written again.
struct DraftWriter {
    private let view: ImportView
    private let known: ImportBases
    private let line: Int
    private var writes: [Write] = []
    private var problems: [RowProblem] = []
    /// What a person changed since the last import, and the file too.
    private var differing: [RowOutcome.Difference] = []
    /// What the row adds to the merge bases of its records.
    private var bases: [ImportBases.Change] = []

    init(_ view: ImportView, _ known: ImportBases, line: Int) {
        self.view = view
        self.known = known
        self.line = line
    }

    /// What the drafts come to, apart from what they were held against.
    struct Answer {
        let writes: [Write]
        let changed: [String]
        let problems: [RowProblem]
        let differing: [RowOutcome.Difference]
        let bases: [ImportBases.Change]
    }

    var answer: Answer {
        Answer(
            writes: writes, changed: changed, problems: problems, differing: differing,
            bases: bases)
    }

    /// The attributes that change, in the order they are written.
    private var changed: [String] {
        writes.reduce(into: []) { names, write in
            if !names.contains(write.attribute) { names.append(write.attribute) }
        }
    }

    /// Writes the draft as one edit; if that fails, piece by piece, to find all that is wrong.
    mutating func add(_ draft: RecordDraft) {
        let state = view.state(draft.id)
        let edit = PieceEdit(draft: draft, state: state)
        let base = known.base(of: draft.id, state, after: draft.former.flatMap(view.state))
        let memory = PieceMemory(edit: edit, base: base, source: known.source)
        let pieces = draft.pieces.filter { piece in
            (state == nil || !piece.isFirstOnly) && !hasStep(piece, in: state)
                && !memory.isRepeated(piece) && !isForeignName(piece, edit, memory)
        }
        let untold = draft.pieces.filter { piece in
            isForeignName(piece, edit, memory) && edit.changesName(piece)
                && !memory.isTold(piece)
        }
        differing += untold.map { .init(name: $0.unit.name, kind: .kept) }
        let blank = blanks(of: draft, edit, memory)
        differing += blank.map { .init(name: $0.column, kind: .blank) }
        let found = problems.count
        for piece in pieces { refuseOverwriting(piece, edit) }
        refuseAnotherPerson(pieces, edit)
        let touched = problems.count == found ? pieces.filter(memory.isTouched) : []
        let kept = Set(touched.filter { $0.unit.policy == .latest }.map(edit.unit))
        let beside = Set(touched.map(edit.unit)).subtracting(kept)
        do {
            let all = try edit.writes(pieces, asWhole: true)
            guard problems.count == found else { return }
            let new = all.filter { !kept.contains(edit.unit($0)) }.map { write in
                beside.contains(edit.unit(write)) ? write.beside : write
            }
            add(new, pieces, edit)
            for unit in Set(touched.map(edit.unit)).sorted(by: { $0.name < $1.name }) {
                differing.append(
                    .init(name: unit.name, kind: beside.contains(unit) ? .conflict : .kept))
            }
            guard draft.type[AnyRecord.imported.name] != nil,
                !(pieces + untold).isEmpty || !blank.isEmpty
            else { return }
            var after = memory.after(pieces, all, telling: untold)
            for one in blank { after.note(memory.told(blank: one)) }
            bases.append(
                ImportBases.Change(
                    record: draft.id, type: draft.type.name, before: base, base: after))
        } catch {
            collect(pieces, edit, after: error)
        }
    }

    /// The days that stand where the row is blank, as far as no line has said so since the file
    /// gave one.
    private func blanks(
        of draft: RecordDraft, _ edit: PieceEdit, _ memory: PieceMemory
    ) -> [RecordDraft.Blank] {
        draft.blanks.filter { edit.stands($0) && !memory.base.holds(memory.told(blank: $0)) }
    }

    /// The registry writes names in capitals: one from elsewhere stays as it is written, and where
    /// the letters differ as well, a line says so once.
    private func isForeignName(
        _ piece: RecordDraft.Piece, _ edit: PieceEdit, _ memory: PieceMemory
    ) -> Bool {
        known.isRegistry && piece.isOf(Practitioner.legalName) && !edit.standing(piece).isEmpty
            && !memory.hasSaid(piece)
    }

    private mutating func add(
        _ new: [Write], _ pieces: [RecordDraft.Piece], _ edit: PieceEdit
    ) {
        guard let steps = ImportedSteps(edit.draft.type, edit.state) else {
            writes += new
            return
        }
        do {
            writes += try steps.writes(new)
        } catch {
            let piece = pieces.first { $0.isOf(AnyRecord.status) }
            add(
                error.reason,
                piece.flatMap { edit.column(of: error.field, in: $0) } ?? Workflow.attribute)
        }
    }

    /// A key that names somebody of another name and another birth date was damaged, or is used
    /// twice: the row must not turn one person into another.
    private mutating func refuseAnotherPerson(
        _ pieces: [RecordDraft.Piece], _ edit: PieceEdit
    ) {
        guard edit.state != nil, let name = pieces.first(where: { $0.isOf(Patient.name) }),
            let birth = pieces.first(where: { $0.isOf(Patient.birthDate) }),
            name[Patient.name.family] != nil, edit.changesName(name),
            edit.standing(birth).first != nil,
            edit.changes(birth)
        else { return }
        add(.anotherPerson, birth[Patient.birthDate]?.column)
    }

    private mutating func collect(
        _ pieces: [RecordDraft.Piece], _ edit: PieceEdit, after whole: EditProblem
    ) {
        let found = problems.count
        for piece in pieces {
            do { _ = try edit.writes([piece], asWhole: false) } catch {
                report(error, piece, edit)
            }
        }
        if problems.count == found { report(whole, nil, edit) }
    }

    /// A file never settles a conflict, and never rewrites what is written once.
    private mutating func refuseOverwriting(_ piece: RecordDraft.Piece, _ edit: PieceEdit) {
        let standing = edit.standing(piece)
        guard let first = standing.first else { return }
        let column = piece.columns.min()
        if standing.contains(where: { $0.value != first.value }) {
            add(.conflictStands, column)
        } else if piece.unit.policy == .immutable, edit.changes(piece) {
            add(.immutable, column)
        }
    }

    private func hasStep(_ piece: RecordDraft.Piece, in state: RecordState?) -> Bool {
        guard piece.isOf(AnyRecord.status), let step = piece[AnyRecord.status.step] else {
            return false
        }
        return AnyRecord.status.rows(in: state).contains {
            $0[AnyRecord.status.step]?.lowercased() == step.text.lowercased()
        }
    }

    private mutating func report(
        _ problem: EditProblem, _ piece: RecordDraft.Piece?, _ edit: PieceEdit
    ) {
        switch problem {
        case .invalid(let path, let reason):
            let field = path.split(separator: ".").last.map(String.init) ?? path
            let isMissing = reason == .missing
            add(
                isMissing ? .blank : .invalid(reason),
                piece.flatMap { edit.column(of: field, in: $0) } ?? field)
        case .missing(let fields):
            for field in fields { add(.blank, field) }
        case .unresolved(let unit, _):
            add(.conflictStands, unit)
        case .notAnAssignment, .unknownField, .wrongForm, .tooManyParts:
            preconditionFailure("import names a field that the schema lacks")
        case .assignedTwice(let field):
            add(.repeatedValue, piece.flatMap { edit.column(of: field, in: $0) } ?? field)
        }
    }

    private mutating func add(_ reason: RowProblem.Reason, _ column: String?) {
        problems.append(
            RowProblem(line: line, place: column.map { .column($0) }, reason: reason))
    }
}
