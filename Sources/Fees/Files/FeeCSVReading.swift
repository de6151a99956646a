internal import Merge
internal import Tables

/// Reads a CSV of fees: finds the header, then the columns that matter, then row by row.
struct FeeCSVReading {
    private let bytes: Bytes
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
        self.bytes = bytes
        self.wanted = format
        self.named = columns
    }

    /// What a row is as the header.
    private enum Header {
        case places(Places)
        case refused([RowProblem])
        /// A quote that is never closed: nothing after it can be told apart.
        case unclosed([RowProblem])
    }

    mutating func file() -> FeeFile {
        let search = HeadedRows.search(bytes, passing: FeeLimits.titleRowsMax, header)
        titleRows = search.titleRows
        let format = wanted ?? .canonical
        switch (search.found, search.rows) {
        case (.places(let places), let rows?): return read(rows, places)
        case (.unclosed(let problems), _): return FeeFile(format, problems: problems)
        case (.refused(let problems), _):
            return FeeFile(format, problems: problems, titleRows: titleRows)
        case (.places, nil), (nil, _):
            let reason: RowProblem.Reason = titleRows == 0 ? .empty : .noFeeColumns
            return FeeFile(
                format, problems: [RowProblem(line: 1, reason: reason)], titleRows: titleRows)
        }
    }

    private func header(_ rows: HeadedRows) -> Header? {
        let row = rows.first
        if row.problems.contains(where: { $0.reason == .unclosedQuote }) {
            return .unclosed(row.problems)
        }
        switch places(rows.header, line: row.line) {
        case .success(.some) where row.mayHoldRows(of: rows.header):
            return .refused([
                RowProblem(line: row.line, reason: .rowsWithinQuotes).within(row.lines)
            ])
        case .success(let places?): return .places(places)
        case .success(nil): return nil
        case .failure(let problem): return .refused([problem.problem])
        }
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
    private mutating func read(_ found: HeadedRows, _ places: Places) -> FeeFile {
        var source = found
        let header = found.header
        var rows: [FeeFile.Row] = []
        var problems: [RowProblem] = []
        var longRows = LongRows()
        while let (row, faults) = source.next() {
            guard rows.count < ImportLimits.rowsMax else {
                let reason = RowProblem.Reason.tooManyRows(limit: ImportLimits.rowsMax)
                problems.append(RowProblem(line: row.line, reason: reason))
                break
            }
            if faults.contains(where: { $0.reason == .unclosedQuote }) { problems += faults }
            if !row.csv.mayHoldRows(of: header) { longRows.note(row) }
            rows.append(
                FeeFile.Row(
                    line: row.line, through: row.csv.lastLine,
                    reading: reading(row, faults, header, places)))
        }
        let taken = places.all.union(places.format == .canonical ? factPlaces(header) : [])
        let dropped = header.names.indices.filter { !taken.contains($0) }.map(header.shown)
        return FeeFile(
            places.format, rows: rows, facts: facts ?? FeeFile.Facts(), problems: problems,
            titleRows: titleRows, droppedColumns: dropped.filter { !$0.isEmpty },
            longRows: longRows)
    }

    private mutating func reading(
        _ row: SourceRow, _ faults: [RowProblem], _ header: ImportHeader, _ places: Places
    ) -> FeeFile.Reading {
        // A thousands separator outside quotes makes one field too many: which one is a guess.
        if let first = faults.first { return .unreadable(code: nil, first.reason) }
        let text = { (place: Int?) in place.map { row.typed(at: $0) } ?? "" }
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
        facts row: SourceRow, _ header: ImportHeader
    ) throws(RowProblem.Reason) {
        var found = FeeFile.Facts()
        for name in Self.factNames {
            guard let place = header.positions(of: name).first else { continue }
            let text = ASCIIText.trimmed(row.typed(at: place))
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
