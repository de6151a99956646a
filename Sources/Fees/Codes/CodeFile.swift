package import Merge
package import Tables

/// A customer's own file of a code system: one code per row, and a label only under a licence.
package struct CodeFile: Sendable {
    package let entries: [String: CodeRelease.Entry]
    package let problems: [RowProblem]
    /// Rows whose label was left in the file, because no licence was named.
    package let labelsLeft: Int
    package let longRows: LongRows

    /// Ten thousand codes fit one change set; no dental office uses more of any system.
    package static let codesMax = 10_000

    /// - Parameters:
    ///   - system: `CDT`, `CPT`, …: what a code looks like.
    ///   - hasLicence: whether labels may go in.
    package static func read(_ bytes: Bytes, system: String, hasLicence: Bool) -> CodeFile {
        var reading = Reading(system: system, hasLicence: hasLicence)
        reading.read(bytes)
        return CodeFile(
            entries: reading.entries, problems: reading.problems, labelsLeft: reading.labelsLeft,
            longRows: reading.longRows)
    }

    /// A file while it is read.
    private struct Reading {
        let system: String
        let hasLicence: Bool
        var entries: [String: CodeRelease.Entry] = [:]
        var problems: [RowProblem] = []
        var labelsLeft = 0
        var longRows = LongRows()

        init(system: String, hasLicence: Bool) {
            self.system = system
            self.hasLicence = hasLicence
        }

        mutating func read(_ bytes: Bytes) {
            guard !CSVReader.isUTF16(bytes) else { return add(1, nil, .utf16) }
            guard var rows = HeadedRows(bytes) else { return add(1, nil, .empty) }
            let (first, header) = (rows.first, rows.header)
            guard !first.mayHoldRows(of: header) else {
                return add(first.line, nil, .rowsWithinQuotes)
            }
            let codes = header.positions(of: "code", also: FeeColumns.codeNames)
            guard let place = codes.first, codes.count == 1 else {
                return add(
                    first.line, .column("code"), codes.isEmpty ? .missingColumn : .duplicateColumn)
            }
            while let (row, faults) = rows.next() {
                guard faults.isEmpty else {
                    problems += faults
                    continue
                }
                longRows.note(row)
                take(row, header, code: place)
            }
            if entries.count > CodeFile.codesMax {
                add(1, nil, .fee(.tooManyLines(limit: CodeFile.codesMax)))
            }
        }

        private mutating func take(_ row: SourceRow, _ header: ImportHeader, code place: Int) {
            let text = { (name: String) -> String in
                header.positions(of: name).first.map { position in
                    ASCIIText.trimmed(row.typed(at: position))
                } ?? ""
            }
            let typed = row.typed(at: place)
            do {
                let code = try normalized(typed)
                var entry = CodeRelease.Entry()
                entry.effectiveFrom = try day(text("effective_from"))
                entry.effectiveThrough = try day(text("effective_through"))
                let next = text("replaced_by")
                entry.replacedBy = next.isEmpty ? nil : try normalized(next)
                entry.label = try label(text("label"))
                if let standing = entries[code], standing != entry {
                    throw RowProblem.Reason.repeatedValue
                }
                entries[code] = entry
            } catch let reason as RowProblem.Reason {
                add(row.line, nil, reason)
            } catch {
                add(row.line, nil, .blank)
            }
        }

        private func normalized(_ text: String) throws(RowProblem.Reason) -> String {
            let trimmed = ASCIIText.trimmed(text)
            guard system != "CDT" else {
                do { return try FeeCode.normalized(trimmed) } catch { throw .fee(error) }
            }
            let bytes = ASCIIText.uppercased(trimmed.utf8)
            guard (1...15).contains(bytes.count), bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { throw .fee(.notACode) }
            return String(decoding: bytes, as: UTF8.self)
        }

        private func day(_ text: String) throws(RowProblem.Reason) -> Day? {
            guard !text.isEmpty else { return nil }
            guard let day = Day(text) else { throw .invalid(.notDay) }
            return day
        }

        private mutating func label(_ text: String) throws(RowProblem.Reason) -> String? {
            guard !text.isEmpty else { return nil }
            guard hasLicence else {
                labelsLeft += 1
                return nil
            }
            guard text.utf8.count <= 100 else { throw .invalid(.tooLong(limitBytes: 100)) }
            guard !ASCIIText.hasControl(text) else { throw .invalid(.controlCharacter) }
            return text
        }

        private mutating func add(
            _ line: Int, _ place: RowProblem.Place?, _ reason: RowProblem.Reason
        ) {
            problems.append(RowProblem(line: line, place: place, reason: reason))
        }
    }
}
