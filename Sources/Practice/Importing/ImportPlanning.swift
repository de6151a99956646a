internal import Merge

/// An import while its file is read.
struct ImportPlanning {
    private let kind: ImportKind
    private let context: ImportContext
    private var view: ImportView
    private var shape = ImportShape.canonical
    private var rows: [RowOutcome] = []
    private var counts = ImportCounts()
    private var fileProblems: [RowProblem] = []
    private var unknownColumns: [RowProblem] = []
    private var rowProblems: [RowProblem] = []
    private var unlisted = 0
    /// The row that each record, or part of one, came from.
    private var sources: [Subject: ImportRow] = [:]
    /// The doctor and line that each licence number came from.
    private var numbers: [String: (npi: String, line: Int)] = [:]
    private var cellRules: CellRules
    /// The days that a schedule replaces.
    private var days = ScheduleDays()
    private var bases = ImportBases()
    private var titleRows = 0
    private var near: [String] = []
    private var dates: DayColumns
    /// The lines of the row that is being read.
    private var span = 1...1
    private var longRows = LongRows()
    /// Rows that are taken in the order of their days, once all are read.
    private var waiting: [(row: ImportRow, span: ClosedRange<Int>)] = []

    init(kind: ImportKind, lookup: ImportLookup, context: ImportContext) {
        self.kind = kind
        self.context = context
        self.view = ImportView(lookup)
        self.cellRules = CellRules(today: context.today)
        self.dates = DayColumns(said: context.dayOrder)
    }

    func plan(fileName: String) -> ImportPlan {
        ImportPlan(
            kind: kind, fileName: fileName, shape: shape, rows: inFileOrder(bases.completed(rows)),
            counts: counts, fileProblems: fileProblems, titleRows: titleRows,
            longRows: longRows, near: near,
            unknownColumns: unknownColumns,
            rowProblems: rowProblems.sorted { $0.line < $1.line }, unlistedProblems: unlisted)
    }

    mutating func read(_ bytes: Bytes) {
        guard bytes.count <= ImportLimits.fileBytesMax else {
            let limit = ImportLimits.fileBytesMax
            return refuse(
                RowProblem(
                    line: 1, reason: .fileTooLarge(bytes: bytes.count, limit: limit)))
        }
        guard !CSVReader.isUTF16(bytes) else { return refuse(RowProblem(line: 1, reason: .utf16)) }
        var reader = CSVReader(bytes)
        guard let (header, line) = readHeader(&reader) else { return }
        bases.source = ImportBases.source(kind, shape, context.office)
        bases.isRegistry = shape == .nppes
        check(header, line: line)
        guard fileProblems.isEmpty else { return }
        noteDays(reader, header)
        guard fileProblems.isEmpty else { return }
        var count = 0
        while let row = reader.next() {
            count += 1
            guard count <= ImportLimits.rowsMax else {
                return refuse(
                    RowProblem(
                        line: row.line, reason: .tooManyRows(limit: ImportLimits.rowsMax)))
            }
            take(row, header)
        }
        takeWaiting()
        fileProblems += cellRules.problems
        turnBad(cellRules.badLines)
        removeUnnamedBlocks()
    }

    /// The first row that is a header of the kind; where none is, the one that comes nearest is
    /// told what it lacks.
    private mutating func readHeader(_ reader: inout CSVReader) -> (ImportHeader, line: Int)? {
        var nearest: (header: ImportHeader, line: Int, count: Int)?
        var passed = 0
        var ahead = reader
        while passed <= ImportLimits.titleRowsMax, let row = ahead.next() {
            guard !row.isBlank else { continue }
            guard row.problems.isEmpty else {
                if nearest == nil { fileProblems += row.problems }
                break
            }
            let header = ImportHeader(row)
            let known = header.knows(kind.columns)
            let found = ImportShape.recognised(header, kind)
            if found != .canonical || known.hasRequired {
                shape = found
                titleRows = passed
                reader = ahead
                if row.mayHoldRows(of: header) {
                    let problem = RowProblem(line: row.line, reason: .rowsWithinQuotes)
                    refuse(problem.within(row.line...row.lastLine))
                }
                return (header, row.line)
            }
            if known.count > nearest?.count ?? -1 { nearest = (header, row.line, known.count) }
            passed += 1
        }
        if nearest == nil, fileProblems.isEmpty { refuse(RowProblem(line: 1, reason: .empty)) }
        return nearest.map { ($0.header, $0.line) }
    }

    /// Whether month or day stands first is told by all rows of a column together.
    private mutating func noteDays(_ rest: CSVReader, _ header: ImportHeader) {
        guard shape == .canonical else { return }
        let columns = kind.columns.filter { DayColumns.days.contains($0.name) }
            .compactMap { column in
                header.positions(of: column.name, also: column.aliases).first
                    .map { (name: column.name, position: $0) }
            }
        var reader = rest
        while !columns.isEmpty, let row = reader.next() {
            guard row.problems.isEmpty else { continue }
            let source = SourceRow(row, header)
            for (name, position) in columns {
                dates.note(source.text(at: position), in: name, line: row.line)
            }
        }
        fileProblems += dates.problems
    }

    private mutating func refuse(_ problem: RowProblem) {
        fileProblems.append(problem)
    }

    /// An unknown header is shown by name only where the row is a header at all: in a file without
    /// one, it is somebody's name.
    private mutating func check(_ header: ImportHeader, line: Int) {
        guard shape == .canonical else { return }
        var known: Set<Int> = []
        for column in kind.columns {
            let positions = header.positions(of: column.name, also: column.aliases)
            known.formUnion(positions)
            let place = RowProblem.Place.column(column.name)
            if positions.isEmpty, column.isExpected {
                refuse(RowProblem(line: line, place: place, reason: .missingColumn))
            } else if positions.count > 1 {
                refuse(RowProblem(line: line, place: place, reason: .duplicateColumn))
            }
        }
        let isHeader = !fileProblems.contains { $0.reason == .missingColumn }
        for position in header.names.indices where !known.contains(position) {
            let name = isHeader ? header.shown(position) : ""
            unknownColumns.append(
                RowProblem(
                    line: line, place: name.isEmpty ? .field(position + 1) : .column(name),
                    reason: .unknownColumn))
        }
    }

    private mutating func take(_ row: CSVRow, _ header: ImportHeader) {
        guard !row.isBlank else { return }
        span = row.line...row.lastLine
        guard row.problems.isEmpty else {
            if row.problems.contains(where: { $0.reason == .unclosedQuote }) {
                fileProblems += row.problems.map { $0.within(span) }
            }
            return refuse(row.problems.map { named($0, header) }, line: row.line)
        }
        if let reason = row.fault(under: header) {
            return refuse([RowProblem(line: row.line, reason: reason)], line: row.line)
        }
        longRows.note(row)
        switch shape.rows(SourceRow(row, header), for: kind) {
        case .skipped(let reason): add(.skipped(reason), line: row.line)
        case .rows(let rows):
            for row in rows {
                let (row, problems) = cellRules.checked(dates.read(row))
                if !problems.isEmpty {
                    refuse(problems, line: row.line)
                } else if kind == .coverage {
                    waiting.append((row, span))
                } else {
                    take(row)
                }
            }
        }
    }

    /// Which coverage pays first from a day on rests on those before: a file gives the same order
    /// whichever of its rows stands first.
    private mutating func takeWaiting() {
        let dated = waiting.map { row, span in
            let text = row["effective_from"].map { ImportDay.text($0.text, "effectiveFrom") }
            return (row: row, span: span, day: text.flatMap { Day($0) }?.number ?? .max)
        }
        for (row, lines, _) in dated.sorted(by: {
            ($0.day, $0.span.lowerBound) < ($1.day, $1.span.lowerBound)
        }) {
            span = lines
            take(row)
        }
    }

    private func inFileOrder(_ rows: [RowOutcome]) -> [RowOutcome] {
        kind == .coverage ? rows.sorted { $0.line < $1.line } : rows
    }

    /// The problem with the column's name in place of its number.
    private func named(_ problem: RowProblem, _ header: ImportHeader) -> RowProblem {
        guard case .field(let number) = problem.place, header.names.indices.contains(number - 1)
        else { return problem }
        return RowProblem(
            line: problem.line, place: .column(header.shown(number - 1)), reason: problem.reason)
    }
}

extension ImportPlanning {
    /// What a row is about: a record, or a part of one.
    private struct Subject: Hashable {
        let id: RecordID
        let part: String
    }

    private mutating func take(_ row: ImportRow) {
        let blanks = kind.columns.filter { $0.isRequired && row[$0.name] == nil }
        guard blanks.isEmpty else {
            let problems = blanks.map { column in
                RowProblem(line: row.line, place: .column(column.name), reason: .blank)
            }
            return refuse(problems, line: row.line)
        }
        let drafts: [RecordDraft]
        do {
            drafts = try RowDrafter(row: row, view: view, context: context).drafts(kind)
        } catch {
            switch error {
            case .skipped(let reason): return add(.skipped(reason), line: row.line)
            case .bad(let reason, let column):
                let problem = RowProblem(line: row.line, place: .column(column), reason: reason)
                return refuse([problem], line: row.line)
            }
        }
        guard let first = drafts.first else { return }
        let subject = Subject(id: first.id, part: first.part)
        guard isNew(subject, row) else { return }
        write(drafts, about: subject, row)
    }

    /// Whether no earlier row was about the record, and no other doctor has the licence.
    private mutating func isNew(_ subject: Subject, _ row: ImportRow) -> Bool {
        if let earlier = sources[subject] {
            if earlier.hasSameCells(as: row) {
                add(.skipped(.repeated), line: row.line)
            } else {
                refuse(
                    [RowProblem(line: row.line, reason: .keyRepeated(line: earlier.line))],
                    line: row.line)
            }
            return false
        }
        guard kind == .credentials, let number = row["number"], let npi = row["npi"] else {
            return true
        }
        let key =
            ["kind", "state", "issuer"].map { row[$0]?.text.lowercased() ?? "" }
            .joined(separator: "/") + "/" + number.text
        if let other = numbers[key], other.npi != npi.text {
            let problem = RowProblem(
                line: row.line, place: .column(number.column),
                reason: .numberRepeated(line: other.line))
            refuse([problem], line: row.line)
            return false
        }
        numbers[key] = (npi.text, row.line)
        return true
    }

    private mutating func write(
        _ drafts: [RecordDraft], about subject: Subject, _ row: ImportRow
    ) {
        let id = subject.id
        let answer = written(drafts, line: row.line)
        guard answer.problems.isEmpty else { return refuse(answer.problems, line: row.line) }
        let isNew = view.state(id) == nil
        sources[subject] = row
        for draft in drafts where near.count < ImportLimits.problemsMax {
            if let text = draft.near { near.append("line \(row.line): \(text)") }
        }
        var writes = answer.writes
        var changed = answer.changed
        if kind == .patients, !isNew, context.numberOffices != nil {
            let move = PatientMove(id, row, writes, view).writes
            writes += move
            if !move.isEmpty { changed.append("offices") }
        }
        if kind == .schedule, let revival = ScheduleDays.revival(id, in: view) {
            writes.append(revival)
            changed.append(revival.attribute)
        }
        view.note(writes)
        bases.note(answer.bases, row: rows.count)
        if kind == .schedule { days.note(id, line: row.line, in: view) }
        let shown = kind.shownColumns.compactMap { row[$0]?.text }
        let name = shown.isEmpty ? id.description : shown.joined(separator: " ")
        let result: RowOutcome.Result =
            isNew
            ? .create(id, writes)
            : writes.isEmpty ? .same(id) : .edit(id, writes, changed: changed)
        add(result, line: row.line, name: name, differing: answer.differing)
    }

    /// What a row's drafts come to, or what is wrong with them.
    ///
    /// A function of its own, so that nothing holds the view or the bases while rows are folded
    /// into them: a copy per row would make an import quadratic.
    private func written(_ drafts: [RecordDraft], line: Int) -> DraftWriter.Answer {
        var writer = DraftWriter(view, bases, line: line)
        for draft in drafts { writer.add(draft) }
        return writer.answer
    }

    /// What is wrong with a column is wrong with each of its rows.
    private mutating func turnBad(_ lines: Set<Int>) {
        for index in rows.indices where lines.contains(rows[index].line) {
            counts.turnBad(rows[index].result)
            guard !rows[index].isBad else { continue }
            rows[index] = RowOutcome(line: rows[index].line, name: "", result: .bad([]))
        }
    }

    /// A row that cannot be read may have named any block: then nothing is taken out of use.
    private mutating func removeUnnamedBlocks() {
        guard kind == .schedule, fileProblems.isEmpty, counts.bad == 0 else { return }
        for removal in days.removals(in: view) {
            add(
                .edit(removal.block, [removal.write], changed: [removal.write.attribute]),
                line: removal.line, name: removal.block.description)
        }
    }

    private mutating func refuse(_ problems: [RowProblem], line: Int) {
        let room = max(0, ImportLimits.problemsMax - rowProblems.count)
        let listed = problems.prefix(room).map { $0.within(span) }
        rowProblems += listed
        unlisted += problems.count - listed.count
        counts.add(.bad(listed), lines: span.count)
        rows.append(RowOutcome(line: line, name: "", result: .bad(listed)))
    }

    private mutating func add(
        _ result: RowOutcome.Result, line: Int, name: String = "",
        differing: [RowOutcome.Difference] = []
    ) {
        counts.add(result)
        rows.append(
            RowOutcome(line: line, name: name, result: result, differing: differing))
    }
}
