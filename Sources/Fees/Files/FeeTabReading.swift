internal import Merge
internal import Tables

// Open Dental writes tabs, no header, and four columns: code, fee, abbreviation, description. The
// last two are somebody's licensed text and are never looked at, so neither a quote nor a foreign
// byte in them matters. Facts of the format: Open Dental 24.3, `FormFeeSchedTools` export.

/// Reads a headerless file of tab-separated codes and fees.
struct FeeTabReading {
    private let bytes: Bytes

    init(_ bytes: Bytes) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.bytes = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes
    }

    /// Whether the first line that is not empty begins with a code and a tab.
    static func looksLikeIt(_ bytes: Bytes) -> Bool {
        let lines = FeeTabReading(bytes).bytes.prefix(ImportLimits.fieldBytesMax)
            .split { $0 == 0x0A || $0 == 0x0D }
        guard let first = lines.first else { return false }
        let fields = first.split(separator: 0x09, omittingEmptySubsequences: false)
        guard fields.count > 1, let code = String(validating: fields[0], as: UTF8.self) else {
            return false
        }
        return FeeCode.typed(code) != nil
    }

    func file() -> FeeFile {
        var rows: [FeeFile.Row] = []
        for (index, line) in lines().enumerated() where !line.allSatisfy(CSVReader.isBlank) {
            guard rows.count < ImportLimits.rowsMax else {
                let reason = RowProblem.Reason.tooManyRows(limit: ImportLimits.rowsMax)
                return FeeFile(
                    .openDental, problems: [RowProblem(line: index + 1, reason: reason)])
            }
            rows.append(FeeFile.Row(line: index + 1, reading: reading(line)))
        }
        guard !rows.isEmpty else {
            return FeeFile(.openDental, problems: [RowProblem(line: 1, reason: .empty)])
        }
        return FeeFile(.openDental, rows: rows)
    }

    /// Every line, empty ones too, so that a number is the one an editor shows.
    private func lines() -> [Bytes] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
    }

    private func reading(_ line: Bytes) -> FeeFile.Reading {
        let fields = line.split(
            separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count > 1 else {
            return .unreadable(code: nil, .fieldCount(expected: 4, found: 1))
        }
        guard let code = String(validating: fields[0], as: UTF8.self),
            let fee = String(validating: fields[1], as: UTF8.self)
        else { return .unreadable(code: nil, .notUTF8) }
        return FeeRowReading(code: code, amount: fee).reading
    }
}
