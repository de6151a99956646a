extension RowProblem {
    /// What is wrong, as a fact; the words are constant and hold no stored value.
    package enum Reason: Error, Hashable, Sendable {
        // The bytes.
        case utf16
        case notUTF8
        case zeroByte
        case strayQuote
        case textAfterQuote
        case unclosedQuote
        case rowsWithinQuotes
        case fieldTooLong(bytes: Int, limit: Int)
        case tooManyColumns(found: Int, limit: Int)
        case tooManyRows(limit: Int)
        case fileTooLarge(bytes: Int, limit: Int)

        // The header.
        case empty
        case missingColumn
        case duplicateColumn
        case unknownColumn
        case noHeader
        case eitherDayOrder
        case twoDayOrders(line: Int)

        // The row.
        case fieldCount(expected: Int, found: Int)
        case blank
        case invalid(FieldProblem)
        case keyRepeated(line: Int)
        case repeatedValue
        case neitherPlanNorPayor
        case severalPlans(Int)
        case severalPayors(Int)
        case severalCoverages(Int)
        case otherMember
        case placeTaken
        case neitherCodeNorGroup
        case ambiguousDirection
        case noOffice
        case keyMoved
        case numberRepeated(line: Int)
        case immutable
        case conflictStands
        case anotherPerson
        case otherDayStands
        case touched(SpreadsheetTrace)
        /// Every long number ends in zeros: a spreadsheet keeps fifteen digits.
        case roundedNumbers
        /// Less than one percent, as a spreadsheet stores fifty.
        case fraction
        case fractions
        case noFeeColumns
        /// What one kind of file alone asks of a row, in constant words; made by its own rules.
        case told(String)
    }
}

extension RowProblem.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .utf16: "the file is UTF-16; save it as UTF-8"
        case .notUTF8: "not UTF-8; save the file as UTF-8"
        case .zeroByte: "holds a zero byte"
        case .strayQuote: "a quote inside an unquoted field"
        case .textAfterQuote: "text behind a closing quote"
        case .unclosedQuote: "a quote is never closed"
        case .rowsWithinQuotes:
            "a quote holds lines that could be rows; take the stray quote out, or write the text "
                + "on one line"
        case .fieldTooLong(let bytes, let limit): "\(bytes) bytes exceed \(limit)"
        case .tooManyColumns(let found, let limit): "\(found) columns exceed \(limit)"
        case .tooManyRows(let limit): "more than \(limit) rows; split the file"
        case .fileTooLarge(let bytes, let limit): "\(bytes) bytes exceed \(limit); split the file"
        case .empty: "the file holds no header"
        case .missingColumn: "the column is required and missing"
        case .duplicateColumn: "the column stands twice"
        case .unknownColumn: "no such column is known"
        case .noHeader: "no row names the required columns"
        case .eitherDayOrder:
            "month or day first? No row of the column tells; say --dates month-first or "
                + "--dates day-first, or write days as 1980-02-28"
        case .twoDayOrders(let line):
            "the day stands first here and the month on line \(line), or the other way round; "
                + "write days as 1980-02-28"
        case .fieldCount(let expected, let found):
            "\(found) fields where the header has \(expected)"
        case .blank: "required and blank"
        case .invalid(let problem): problem.description
        case .keyRepeated(let line): "the same key as line \(line), with other values"
        case .repeatedValue: "the same value twice"
        case .neitherPlanNorPayor: "plan_code or payor_code is required"
        case .severalPlans(let count): "\(count) plans have that group number; give plan_code"
        case .severalPayors(let count): "\(count) payors go by that name; give the code of one"
        case .severalCoverages(let count):
            "\(count) coverages of the patient could be meant; give member_id or the subscriber"
        case .otherMember:
            "another member id than the coverage that stands there, and nothing shows that it is "
                + "the same person's; give the subscriber's names and birth date as they stand, or "
                + "correct the coverage first with `bridgework edit coverage`"
        case .placeTaken:
            "another coverage in force has this place from that day on; give each its own order, "
                + "or correct the other one with `coverage update`"
        case .neitherCodeNorGroup: "names neither a procedure code nor a code group known here"
        case .ambiguousDirection:
            "the payor sends what patients pay; say whose share it is in raw_direction"
        case .noOffice: "required, as no office is importing"
        case .keyMoved: "the record imported under this key has another key now"
        case .numberRepeated(let line): "another doctor's number on line \(line)"
        case .immutable: "written once; another value is another record"
        case .conflictStands: "a conflict stands here; resolve it first"
        case .anotherPerson:
            "name and birth date both differ from the record under this key: another person; "
                + "check the key, or correct the record by hand first"
        case .otherDayStands:
            "another day of death is recorded here; correct it here, or blank the cell"
        case .touched(let trace): trace.description
        case .roundedNumbers:
            "every number of 16 digits and more ends in zeros: a spreadsheet has rounded them to "
                + "15 digits; take the column from its source, as text"
        case .fraction:
            "below 1 %, as a spreadsheet stores 50 %; write 50, or 0.5% if half a percent is meant"
        case .fractions:
            "every value lies between 0 and 1, as a spreadsheet stores percentages; "
                + "write 80 for 80 %"
        case .noFeeColumns:
            "no row names a code and an amount column; say which they are with "
                + "--map code=HEADER,amount=HEADER"
        case .told(let words): words
        }
    }
}
