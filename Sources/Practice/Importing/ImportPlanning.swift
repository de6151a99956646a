internal import Merge
internal import Tables

/// An import while its file is read.
struct ImportPlanning {
    let kind: ImportKind
    let context: ImportContext
    var view: ImportView
    private var shape: ImportShape
    /// Whether the layout is a publisher's: then columns that we do not know are none of ours.
    private var isForeign = false
    var rows: [RowOutcome] = []
    var counts = ImportCounts()
    var fileProblems: [RowProblem] = []
    private var unknownColumns: [RowProblem] = []
    var rowProblems: [RowProblem] = []
    var unlisted = 0
    /// The row that each record, or part of one, came from.
    var sources: [Subject: Source] = [:]
    private var cellRules: CellRules
    var followUps: any FollowUps
    var bases = ImportBases()
    private var titleRows = 0
    var near: [String] = []
    private var dates: DayColumns
    /// The lines of the row that is being read.
    var span = 1...1
    private var longRows = LongRows()
    /// Rows that are taken in the order of their days, once all are read.
    private var waiting: [(row: ImportRow, span: ClosedRange<Int>)] = []
    /// Rows that give way to others, taken last.
    var behind: [(row: ImportRow, span: ClosedRange<Int>)] = []
    var isLast = false

    init(kind: ImportKind, lookup: ImportLookup, context: ImportContext) {
        self.kind = kind
        self.context = context
        self.view = ImportView(lookup)
        self.cellRules = CellRules(today: context.today)
        self.dates = DayColumns(of: kind, said: context.dayOrder)
        self.shape = .canonical(kind.columns)
        self.followUps = kind.followUps()
        followUps.begin(context)
    }

    func plan(fileName: String) -> ImportPlan {
        ImportPlan(
            kind: kind, fileName: fileName, rows: inFileOrder(bases.completed(rows)),
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
        guard var found = readHeader(bytes) else { return }
        bases.source = ImportBases.source(kind, shape, context.office)
        bases.isRegistry = shape.isRegistry
        check(found.header, line: found.first.line)
        guard fileProblems.isEmpty else { return }
        noteDays(found)
        guard fileProblems.isEmpty else { return }
        var count = 0
        while let (row, faults) = found.next() {
            count += 1
            guard count <= ImportLimits.rowsMax else {
                return refuse(
                    RowProblem(
                        line: row.line, reason: .tooManyRows(limit: ImportLimits.rowsMax)))
            }
            take(row, faults, found.header)
        }
        takeWaiting()
        takeBehind()
        fileProblems += cellRules.problems
        turnBad(cellRules.badLines)
        close()
    }

    /// What a row is as the header.
    private enum Header {
        case ours
        case foreign(ImportShape)
        case broken
    }

    /// The rows under the first row that is a header of the kind; where none is, those under the
    /// one that comes nearest, to be told what it lacks.
    private mutating func readHeader(_ bytes: Bytes) -> HeadedRows? {
        var nearest: (rows: HeadedRows, count: Int)?
        let search = HeadedRows.search(bytes, passing: ImportLimits.titleRowsMax) { rows in
            guard rows.first.problems.isEmpty else { return Header.broken }
            if let found = ImportShape.recognised(rows.header, kind) { return .foreign(found) }
            let known = rows.header.knows(kind.columns)
            if known.hasRequired { return .ours }
            if known.count > nearest?.count ?? -1 { nearest = (rows, known.count) }
            return nil
        }
        guard let found = search.found, let rows = search.rows else {
            if nearest == nil { refuse(RowProblem(line: 1, reason: .empty)) }
            return nearest?.rows
        }
        switch found {
        case .broken:
            if nearest == nil { fileProblems += rows.first.problems }
            return nearest?.rows
        case .foreign(let publisher):
            shape = publisher
            isForeign = true
        case .ours: break
        }
        titleRows = search.titleRows
        if rows.first.mayHoldRows(of: rows.header) {
            let problem = RowProblem(line: rows.first.line, reason: .rowsWithinQuotes)
            refuse(problem.within(rows.first.lines))
        }
        return rows
    }

    /// Whether month or day stands first is told by all rows of a column together.
    private mutating func noteDays(_ found: HeadedRows) {
        guard !isForeign else { return }
        let columns = dates.columns.compactMap { column in
            found.header.positions(of: column.name, also: column.aliases).first
                .map { (name: column.name, position: $0) }
        }
        var rest = found
        while !columns.isEmpty, let (row, _) = rest.next() {
            guard row.csv.problems.isEmpty else { continue }
            for (name, position) in columns {
                dates.note(row.text(at: position), in: name, line: row.line)
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
        guard !isForeign else { return }
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

    private mutating func take(
        _ row: SourceRow, _ faults: [RowProblem], _ header: ImportHeader
    ) {
        span = row.csv.lines
        guard faults.isEmpty else {
            if faults.contains(where: { $0.reason == .unclosedQuote }) { fileProblems += faults }
            return refuse(faults.map { named($0, header) }, line: row.line)
        }
        longRows.note(row)
        switch shape.rows(row) {
        case .skipped(let reason): add(.skipped(reason), line: row.line)
        case .rows(let rows):
            for row in rows {
                let (row, problems) = cellRules.checked(dates.read(row))
                if !problems.isEmpty {
                    refuse(problems, line: row.line)
                } else if kind.order != nil {
                    waiting.append((row, span))
                } else {
                    take(row)
                }
            }
        }
    }

    /// Takes the rows of a kind that has an order; a row without its day is the last.
    private mutating func takeWaiting() {
        guard let order = kind.order else { return }
        let dated = waiting.map { row, span in
            let text = row.cells[order.name]?.text
            let day = text.flatMap { Day(order.year?.text($0) ?? $0) }
            return (row: row, span: span, day: day?.number ?? .max)
        }
        for (row, lines, _) in dated.sorted(by: {
            ($0.day, $0.span.lowerBound) < ($1.day, $1.span.lowerBound)
        }) {
            span = lines
            take(row)
        }
    }

    /// Takes the rows about somebody who yielded to another: what the file says of that other
    /// itself is its word.
    private mutating func takeBehind() {
        isLast = true
        for (row, lines) in behind {
            span = lines
            take(row)
        }
    }

    private func inFileOrder(_ rows: [RowOutcome]) -> [RowOutcome] {
        kind.order == nil && behind.isEmpty ? rows : rows.sorted { $0.line < $1.line }
    }

    /// The problem with the column's name in place of its number.
    private func named(_ problem: RowProblem, _ header: ImportHeader) -> RowProblem {
        guard case .field(let number) = problem.place, header.names.indices.contains(number - 1)
        else { return problem }
        return RowProblem(
            line: problem.line, place: .column(header.shown(number - 1)), reason: problem.reason)
    }
}
