internal import Merge

/// Rows under named columns, before anybody decides how they are printed: every listing and every
/// report is one.
///
/// CSV and JSON have every column. What a narrow terminal has room for follows from the columns'
/// ranks and from the cells: a day, an amount, a count or an id is never cut, of a name its number
/// always stays.
package struct Table: Equatable, Sendable {
    /// What stands above a report; listings have none.
    package let title: String?
    package let columns: [Column]
    /// How many columns in front name a row, of a table that is printed in parts side by side.
    package let keyColumns: Int
    /// What the rows are, for the line that counts them; without, nobody counts.
    package let noun: Noun?
    /// As many cells in each row as there are columns.
    package private(set) var rows: [[Cell]]

    package init(
        title: String? = nil, _ columns: [Column], keyColumns: Int = 0, of noun: Noun? = nil
    ) {
        self.title = title
        self.columns = columns
        self.keyColumns = keyColumns
        self.noun = noun
        self.rows = []
    }

    package var count: Int { rows.count }

    package mutating func add(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has a cell for every column")
        rows.append(row)
    }

    /// A column as programs and `--columns` call it, and how much people need it.
    package struct Column: Hashable, Sendable, ExpressibleByStringLiteral {
        package let name: String
        package let rank: Rank

        package init(_ name: String, _ rank: Rank = .usual) {
            self.name = name
            self.rank = rank
        }

        package init(stringLiteral name: String) {
            self.init(name)
        }
    }

    /// Which columns a narrow terminal goes without.
    package enum Rank: Hashable, Sendable {
        /// It names the row, or is how a person goes on: always shown.
        case key
        case usual
        /// As usual, and left out where no row says anything.
        case said
        /// It goes before any text is cut.
        case detail
        /// A table has it with `--wide` or `--columns` alone.
        case wide
        /// Sentences: always shown, wrapped and never cut. Only the last column can be.
        case prose
    }

    /// What rows are called.
    package struct Noun: Equatable, Sendable, ExpressibleByStringLiteral {
        package let one: String
        package let many: String

        package init(_ one: String, _ many: String? = nil) {
            self.one = one
            self.many = many ?? one + "s"
        }

        package init(stringLiteral one: String) {
            self.init(one)
        }

        /// So many rows, in words.
        package func counted(_ count: Int) -> String { Counted(count, one, many).description }
    }
}

extension Table.Column {
    /// A column that names the row: always shown.
    package static func key(_ name: String) -> Self { Self(name, .key) }

    /// A column that is left out where no row says anything in it.
    package static func said(_ name: String) -> Self { Self(name, .said) }

    /// A column that a narrow terminal leaves out before it cuts any text.
    package static func detail(_ name: String) -> Self { Self(name, .detail) }

    /// A column that a table has with `--wide` or `--columns` alone.
    package static func wide(_ name: String) -> Self { Self(name, .wide) }

    /// A column of sentences: always shown, wrapped and never cut; only the last can be one.
    package static func prose(_ name: String) -> Self { Self(name, .prose) }
}
