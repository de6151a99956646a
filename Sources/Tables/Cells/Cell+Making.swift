package import Merge

extension Table.Cell {
    package init(_ text: String) {
        self = .text(text)
    }

    package init(_ number: some BinaryInteger) {
        if let number = Int64(exactly: number) {
            self = .number(number)
        } else {
            self.init(String(number), json: String(number))
        }
    }

    package init(_ flag: Bool) {
        self = .flag(flag)
    }

    /// A day, or nothing.
    package init(_ day: Day?) {
        self = day.map { .day($0) } ?? .blank
    }

    package init(id: RecordID) {
        self = .id(id)
    }

    /// A text, or nothing.
    package init(optional text: String?) {
        self = text.map { .text($0) } ?? .blank
    }

    /// A word in its spellings.
    ///
    /// - Parameters:
    ///   - plain: as CSV has it.
    ///   - table: as a narrow table has it; the plain text unless said.
    ///   - json: a JSON value; a string unless said.
    package init(_ plain: String, table: String? = nil, json: String) {
        self = .spelled(plain, table: table ?? plain, json: json)
    }

    package init(_ plain: String, table: String) {
        self = .spelled(plain, table: table, json: CellText.quoted(plain))
    }

    /// A blank for nothing.
    package static func text(_ text: String?) -> Self { text.map { .text($0) } ?? .blank }

    package static func day(_ day: Day?) -> Self { day.map { .day($0) } ?? .blank }

    /// A count, as a number.
    package static func number(_ count: Int) -> Self { .number(Int64(count)) }

    /// A time, blank where there is none.
    package static func instant(_ time: Timestamp?) -> Self {
        time.map { .instant($0) } ?? .blank
    }

    /// An id, blank where there is none.
    package static func id(_ id: RecordID?) -> Self { id.map { .id($0) } ?? .blank }
}
