internal import Merge

/// Reads a CSV of fees: finds the header, then the columns that matter, then row by row.
struct FeeCSVReading {
    private var reader: CSVReader
    private let wanted: FeeFileFormat?
    private let named: FeeColumns?
    private var titleRows = 0
    private var facts: FeeFile.Facts?

    /// Where in a row everything stands.
    private struct Places {
        var format: FeeFileFormat
        var code: Int
        var amount: Int
        var qualifier: Int?
        var state: Int?
        var percent: Int?
        var note: Int?
        var paidInFull: Int?

        var all: Set<Int> {
            Set([code, amount, qualifier, state, percent, note, paidInFull].compactMap { $0 })
        }
    }

    init(_ bytes: Bytes, as format: FeeFileFormat?, columns: FeeColumns?) {
        self.reader = CSVReader(bytes)
        self.wanted = format
        self.named = columns
    }

    mutating func file() -> FeeFile {
        var problems: [RowProblem] = []
        while titleRows <= FeeLimits.titleRowsMax, let row = reader.next() {
            if row.problems.contains(where: { $0.reason == .unclosedQuote }) {
                return FeeFile(wanted ?? .canonical, problems: row.problems)
            }
            let header = ImportHeader(row)
            switch places(header, line: row.line) {
            case .success(.some) where row.mayHoldRows(of: header):
                problems = [
                    RowProblem(line: row.line, reason: .rowsWithinQuotes)
                        .within(row.line...row.lastLine)
                ]
            case .success(let places?): return read(header, places)
            case .success(nil): titleRows += row.isBlank ? 0 : 1
            case .failure(let problem): problems.append(problem.problem)
            }
            guard problems.isEmpty else { break }
        }
        if problems.isEmpty {
            problems = [
                RowProblem(line: 1, reason: titleRows == 0 ? .empty : .noFeeColumns)
            ]
        }
        return FeeFile(wanted ?? .canonical, problems: problems, titleRows: titleRows)
    }

    private struct HeaderProblem: Error {
        let problem: RowProblem
    }

    /// Where the columns stand; `nil` where the row is no header.
    private func places(
        _ header: ImportHeader, line: Int
    ) -> Result<Places?, HeaderProblem> {
        if let named { return places(header, named, .mapped, line) }
        let isCanonical = header.contains("state") && header.contains("code")
        if wanted == .canonical || wanted == nil && isCanonical {
            return places(header, .canonical, .canonical, line)
        }
        let codes = header.positions(of: "code", also: FeeColumns.codeNames)
        let amounts = header.positions(of: "amount", also: FeeColumns.amountNames)
        guard !codes.isEmpty, !amounts.isEmpty else { return .success(nil) }
        for found in [codes, amounts] where found.count > 1 {
            return .failure(twice(header, found[1], line))
        }
        var places = Places(format: .dentrixAscend, code: codes[0], amount: amounts[0])
        places.paidInFull = header.positions(of: "Paid in Full").first
        return .success(places)
    }

    private func places(
        _ header: ImportHeader, _ columns: FeeColumns, _ format: FeeFileFormat, _ line: Int
    ) -> Result<Places?, HeaderProblem> {
        guard header.contains(columns.code), header.contains(columns.amount) else {
            return .success(nil)
        }
        var found: [String: Int] = [:]
        for (word, name) in columns.named {
            let positions = header.positions(of: name)
            guard positions.count < 2 else {
                return .failure(twice(header, positions[1], line))
            }
            if let position = positions.first {
                found[word] = position
            } else if format == .mapped {
                return .failure(
                    HeaderProblem(
                        problem: RowProblem(
                            line: line, place: .column(name), reason: .missingColumn)))
            }
        }
        guard let code = found["code"], let amount = found["amount"] else {
            return .success(nil)
        }
        return .success(
            Places(
                format: format, code: code, amount: amount, qualifier: found["qualifier"],
                state: found["state"], percent: found["percent"], note: found["note"]))
    }

    private func twice(_ header: ImportHeader, _ place: Int, _ line: Int) -> HeaderProblem {
        HeaderProblem(
            problem: RowProblem(
                line: line, place: .column(header.shown(place)), reason: .duplicateColumn))
    }
}

extension FeeCSVReading {
    private mutating func read(_ header: ImportHeader, _ places: Places) -> FeeFile {
        var rows: [FeeFile.Row] = []
        var problems: [RowProblem] = []
        var longRows = LongRows()
        while let row = reader.next() {
            guard !row.isBlank else { continue }
            guard rows.count < ImportLimits.rowsMax else {
                let reason = RowProblem.Reason.tooManyRows(limit: ImportLimits.rowsMax)
                problems.append(RowProblem(line: row.line, reason: reason))
                break
            }
            if row.problems.contains(where: { $0.reason == .unclosedQuote }) {
                problems += row.problems.map { $0.within(row.line...row.lastLine) }
            }
            if !row.mayHoldRows(of: header) { longRows.note(row) }
            rows.append(
                FeeFile.Row(
                    line: row.line, through: row.lastLine,
                    reading: reading(row, header, places)))
        }
        let taken = places.all.union(places.format == .canonical ? factPlaces(header) : [])
        let dropped = header.names.indices.filter { !taken.contains($0) }.map(header.shown)
        return FeeFile(
            places.format, rows: rows, facts: facts ?? FeeFile.Facts(), problems: problems,
            titleRows: titleRows, droppedColumns: dropped.filter { !$0.isEmpty },
            longRows: longRows)
    }

    private mutating func reading(
        _ row: CSVRow, _ header: ImportHeader, _ places: Places
    ) -> FeeFile.Reading {
        if let first = row.problems.first { return .unreadable(code: nil, first.reason) }
        // A thousands separator outside quotes makes one field too many: which one is a guess.
        if let reason = row.fault(under: header) { return .unreadable(code: nil, reason) }
        let text = { (place: Int?) in
            place.map { String(decoding: row.fields[$0], as: UTF8.self) } ?? ""
        }
        var texts = FeeRowReading(
            code: text(places.code), amount: text(places.amount),
            qualifier: text(places.qualifier), state: text(places.state),
            percent: text(places.percent), note: text(places.note))
        let mark = ASCIIText.lowercased(ASCIIText.trimmed(text(places.paidInFull)).utf8)
        if mark == Array("t".utf8) || mark == Array("true".utf8) { texts.note = "paid in full" }
        guard places.format == .canonical else { return texts.reading }
        do { try take(facts: row, header) } catch {
            return .unreadable(code: FeeCode.typed(texts.code), error)
        }
        return texts.reading
    }

    private static let factNames = [
        "schedule_name", "kind", "effective_from", "effective_through", "code_set",
        "code_set_version",
    ]

    private func factPlaces(_ header: ImportHeader) -> Set<Int> {
        Set(Self.factNames.flatMap { header.positions(of: $0) })
    }

    /// The schedule, the dates and the code set of a row, which must be those of the rows before.
    private mutating func take(
        facts row: CSVRow, _ header: ImportHeader
    ) throws(RowProblem.Reason) {
        var found = FeeFile.Facts()
        for name in Self.factNames {
            guard let place = header.positions(of: name).first else { continue }
            let text = ASCIIText.trimmed(String(decoding: row.fields[place], as: UTF8.self))
            guard !text.isEmpty else { continue }
            switch name {
            case "schedule_name": found.schedule = text
            case "kind": found.kind = text
            case "effective_from": found.effectiveFrom = try Self.day(text)
            case "effective_through": found.effectiveThrough = try Self.day(text)
            case "code_set": found.codeSet = text
            default: found.codeSetVersion = text
            }
        }
        guard facts == nil || facts == found else { throw .fee(.mixedFacts) }
        facts = found
    }

    private static func day(_ text: String) throws(RowProblem.Reason) -> Day {
        guard let day = Day(text) else { throw .invalid(.notDay) }
        return day
    }
}
