import Merge

/// How a column of a readable table is stored.
///
/// Days and references are text for whoever reads the tables; money is integer cents.
enum ColumnStorage {
    case text, integer, day, reference, blob, list

    init(_ kind: FieldKind) {
        switch kind {
        case .integer, .money, .percent, .instant, .flag: self = .integer
        case .day: self = .day
        case .reference: self = .reference
        case .blob: self = .blob
        case .list: self = .list
        case .text, .choice, .formatted: self = .text
        }
    }

    var sqlType: String {
        switch self {
        case .integer: "INTEGER"
        case .blob: "BLOB"
        case .text, .day, .reference, .list: "TEXT"
        }
    }

    /// Binds a field.
    ///
    /// A value of a shape the schema does not know is kept in the state and shown as nothing: the
    /// tables are STRICT, and one odd value must not stop the others.
    func bind(_ scalar: Scalar, _ place: Int32, _ statement: SQLStatement) {
        switch (self, scalar) {
        case (.integer, .int(let int)): statement.bind(place, int)
        case (.integer, .flag(let flag)): statement.bind(place, flag ? 1 : 0)
        case (.day, .int(let day)): statement.bind(place, Day(number: day).description)
        case (.text, .text(let text)): statement.bind(place, text)
        case (.reference, .blob(let blob)):
            statement.bind(place, CellText.text(.blob(blob), .reference("")))
        case (.blob, .blob(let blob)): statement.bind(place, blob)
        default: break
        }
    }

    /// As above, from bytes that nobody copies: the statement is lent them.
    ///
    /// - Returns: `false` where the long way must be taken.
    func bind(_ scalar: PlainValue.Scalar, _ place: Int32, _ statement: SQLStatement) -> Bool {
        switch (self, scalar) {
        case (.text, .text(let text)): statement.lend(place, ascii: text)
        case (.integer, .int(let int)): statement.bind(place, int)
        case (.integer, .flag(let flag)): statement.bind(place, flag ? 1 : 0)
        case (.day, .int(let day)): return statement.bind(place, day: Day(number: day))
        case (.blob, .blob(let blob)): statement.lend(place, bytes: blob)
        case (.reference, .blob(let blob)):
            guard let id = RecordID(bytes: blob) else { return false }
            statement.bind(place, uuid: id)
        default: break
        }
        return true
    }
}
