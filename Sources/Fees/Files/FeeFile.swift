package import Merge
package import Tables

/// A fee file, read row by row; what is wrong with a row is kept as the row.
package struct FeeFile: Sendable {
    package let format: FeeFileFormat
    /// In the order of the file; title and blank rows are only counted.
    package let rows: [Row]
    /// What the file says of itself, where its format has room for it.
    package let facts: Facts
    /// The file as a whole cannot be read.
    package let problems: [RowProblem]
    package let titleRows: Int
    package let longRows: LongRows
    /// Headers of columns that were not taken, cut and without control characters.
    package let droppedColumns: [String]

    /// One row that speaks of a fee.
    package struct Row: Sendable {
        /// The physical line, from 1.
        package let line: Int
        /// The last line that it takes up; a stray quote swallows rows.
        package let lastLine: Int
        package let reading: Reading

        init(line: Int, through lastLine: Int? = nil, reading: Reading) {
            self.line = line
            self.lastLine = lastLine ?? line
            self.reading = reading
        }
    }

    /// What a row comes to.
    package enum Reading: Sendable {
        /// - Parameter isBlank: nothing stood where the price should.
        case fee(FeeLine, isBlank: Bool)
        /// The code is known where only the price cannot be read.
        case unreadable(code: String?, RowProblem.Reason)
    }

    /// Dates and code set of our own format; each row must say the same.
    package struct Facts: Hashable, Sendable {
        /// The schedule's code or name, and its kind.
        package var schedule: String?
        package var kind: String?
        package var effectiveFrom: Day?
        package var effectiveThrough: Day?
        package var codeSet: String?
        package var codeSetVersion: String?

        package init() {}
    }

    init(
        _ format: FeeFileFormat, rows: [Row] = [], facts: Facts = Facts(),
        problems: [RowProblem] = [], titleRows: Int = 0, droppedColumns: [String] = [],
        longRows: LongRows = LongRows()
    ) {
        self.format = format
        self.rows = rows
        self.facts = facts
        self.problems = problems
        self.titleRows = titleRows
        self.droppedColumns = droppedColumns
        self.longRows = longRows
    }

    /// Reads a whole file; nothing in it makes this fail.
    ///
    /// - Parameters:
    ///   - format: the program that wrote it; found out where not given.
    ///   - columns: which columns hold what, for a format of nobody's.
    package static func read(
        _ bytes: Bytes, as format: FeeFileFormat? = nil, columns: FeeColumns? = nil
    ) -> FeeFile {
        let guess = columns == nil ? format : .mapped
        guard bytes.count <= ImportLimits.fileBytesMax else {
            let limit = ImportLimits.fileBytesMax
            return FeeFile(
                guess ?? .canonical,
                problems: [
                    RowProblem(line: 1, reason: .fileTooLarge(bytes: bytes.count, limit: limit))
                ])
        }
        guard !CSVReader.isUTF16(bytes) else {
            return FeeFile(
                guess ?? .canonical, problems: [RowProblem(line: 1, reason: .utf16)])
        }
        if guess == .openDental || guess == nil && FeeTabReading.looksLikeIt(bytes) {
            return FeeTabReading(bytes).file()
        }
        var reading = FeeCSVReading(bytes, as: guess, columns: columns)
        return reading.file()
    }
}
