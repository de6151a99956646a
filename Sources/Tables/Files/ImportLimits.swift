/// Upper bounds on an import file.
///
/// Beyond one of them the file or row is reported, never cut short.
package enum ImportLimits {
    /// Read into memory whole; a national payor list has 3 MB, a large group's patients 50 MB.
    package static let fileBytesMax = 256 << 20
    /// Ten times the patients of the largest dental group we know of, per file.
    package static let rowsMax = 1_000_000
    /// The full NPPES file has 330 columns, the widest real input.
    package static let columnsMax = 1_024
    /// The longest text of the schema several times over; a lost quote swallows more than this.
    package static let fieldBytesMax = 64 << 10
    /// A person mends the first thousand; the rest is counted, as the file is of the wrong kind.
    package static let problemsMax = 1_000
    /// Rows that may stand above the header: a report's name, its day, blanks between.
    package static let titleRowsMax = 20
    /// A remark names so many lines.
    package static let linesShownMax = 12
    /// A new name is held beside so many that are near it.
    package static let namesakesMax = 5
    /// So much of a name, and what begins like it is near.
    package static let namesakeBytes = 40
    /// What an import said of a cell or unit is kept in so many bytes.
    package static let markBytes = 16
    /// So often a key comes back after its record was marked as an error, each time a new one.
    package static let comebacksMax = 16
    /// A header name is shown in a report up to so many bytes.
    package static let headerBytesMax = 128
}
