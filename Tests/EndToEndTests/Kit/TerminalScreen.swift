/// What a terminal shows: the few control sequences that our programs use, and a failure to know
/// for any other.
struct TerminalScreen {
    private(set) var columns: Int
    private(set) var rows: Int
    private(set) var isOtherScreen = false
    private(set) var isCursorShown = true
    /// Whether a style was ever asked for.
    private(set) var hasStyle = false
    /// Sequences that no rule here covers.
    private(set) var unknown: [String] = []
    private var cells: [[Character]]
    private var row = 0
    private var column = 0
    private var waiting: [UInt8] = []

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// The lines without the blanks at their ends.
    var lines: [String] {
        cells.map { line in
            let end = line.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
            return String(line[..<end])
        }
    }

    var text: String { lines.joined(separator: "\n") }

    mutating func resize(columns: Int, rows: Int) {
        self = TerminalScreen(columns: columns, rows: rows, after: self)
    }

    private init(columns: Int, rows: Int, after old: TerminalScreen) {
        self.init(columns: columns, rows: rows)
        isOtherScreen = old.isOtherScreen
        isCursorShown = old.isCursorShown
        hasStyle = old.hasStyle
        unknown = old.unknown
        waiting = old.waiting
    }

    mutating func feed(_ bytes: [UInt8]) {
        waiting += bytes
        while let length = step() { waiting.removeFirst(length) }
    }

    /// Takes in one character or sequence; `nil` when more bytes must arrive.
    private mutating func step() -> Int? {
        guard let first = waiting.first else { return nil }
        switch first {
        case 0x1B: return sequence()
        case 0x0D: column = 0
        case 0x0A: row = min(row + 1, rows - 1)
        case 0x08: column = max(0, column - 1)
        case ..<0x20: break
        default:
            let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            guard waiting.count >= length else { return nil }
            put(String(decoding: waiting.prefix(length), as: UTF8.self))
            return length
        }
        return 1
    }

    private mutating func put(_ text: String) {
        guard let character = text.first, column < columns else { return }
        cells[row][column] = character
        column += 1
    }

    private mutating func sequence() -> Int? {
        guard waiting.count > 1 else { return nil }
        guard waiting[1] == UInt8(ascii: "[") else {
            unknown.append("ESC \(waiting[1])")
            return 2
        }
        guard let end = waiting.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) })
        else { return nil }
        let body = String(decoding: waiting[2..<end], as: UTF8.self)
        run(body, Character(Unicode.Scalar(waiting[end])))
        return end + 1
    }

    private mutating func run(_ body: String, _ final: Character) {
        switch (body, final) {
        case ("?1049", "h"), ("?1049", "l"): isOtherScreen = final == "h"
        case ("?25", "h"), ("?25", "l"): isCursorShown = final == "h"
        case ("2", "J"):
            cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
        case ("", "K"):
            for place in column..<max(column, columns) { cells[row][place] = " " }
        case (_, "H"):
            let place = body.split(separator: ";").compactMap { Int($0) }
            row = min(max(0, (place.first ?? 1) - 1), rows - 1)
            column = min(max(0, (place.count > 1 ? place[1] : 1) - 1), columns)
        case (_, "m"): hasStyle = hasStyle || !(body.isEmpty || body == "0")
        default: unknown.append("ESC [\(body)\(final)")
        }
    }
}
