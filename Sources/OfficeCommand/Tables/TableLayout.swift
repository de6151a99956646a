internal import Tables

/// Which columns of a table fit, and how wide each of them is.
///
/// What is too wide loses the columns that say nothing, then the details, from the right; then
/// its texts are cut, the widest first; what is still too wide loses further columns, but never one
/// that names the row.
struct TableLayout {
    /// A text is never cut to less than this, nor a single word or figure to less than the next.
    private static let textMin = 8
    private static let wordMin = 12
    /// Nor what names a row, up to this, and sentences are wrapped in no less room.
    private static let keyMin = 24

    private let columns: [Table.Column]
    /// The places of the columns shown.
    let shown: [Int]
    /// The widths of these.
    private let widths: [Int]
    /// The names of columns that say something and had no room.
    let dropped: [String]
    private let isLimited: Bool

    /// - Parameters:
    ///   - sample: the first rows.
    ///   - width: of the terminal; `Int.max` where there is none.
    ///   - isWide: every column, and nothing cut.
    init(
        _ columns: [Table.Column], _ sample: [[Table.Cell]], width: Int, isWide: Bool = false
    ) {
        let places = columns.indices.filter { place in
            switch columns[place].rank {
            case .wide: isWide
            case .said: isWide || sample.contains { !$0[place].isBlank }
            case .key, .usual, .detail, .prose: true
            }
        }
        self.init(columns, places, sample, width: isWide ? .max : width)
    }

    private init(
        _ columns: [Table.Column], _ places: [Int], _ sample: [[Table.Cell]], width: Int
    ) {
        let sizes = columns.indices.map { Size(columns[$0], $0, sample) }
        var fit = Fit(sizes: sizes, shown: places, width: width)
        fit.run()
        self.columns = columns
        self.shown = fit.shown
        self.widths = fit.shown.map { fit.widths[$0] }
        self.dropped = fit.dropped.sorted().map { columns[$0].name }
        self.isLimited = width < .max
    }

    /// The names, and the line below them.
    var heading: [String] {
        let names = zip(shown, widths).map { DisplayText.fitted(columns[$0].name, to: $1) }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return [names, rule].map(TableLayout.joined)
    }

    /// A row, in more than one line where its sentences are wrapped.
    func lines(_ row: [Table.Cell]) -> [String] {
        var cells: [String] = []
        var wrapped: [String] = []
        for (place, width) in zip(shown, widths) {
            let cell = row[place]
            let text = DisplayText.visible(cell.brief)
            if columns[place].rank == .prose {
                wrapped = isLimited ? DisplayText.wrapped(text, to: width) : [text]
                cells.append(wrapped.removeFirst())
            } else {
                // What came after the sample may be wider than its column.
                let room = isLimited ? Self.least(of: cell) : DisplayText.width(text)
                cells.append(DisplayText.fitted(text, to: max(width, room)))
            }
        }
        let indent = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        return [TableLayout.joined(cells)]
            + wrapped.map { String(repeating: " ", count: indent) + $0 }
    }

    /// How many columns of a cell have to stay, with the sign that there is more.
    private static func least(of cell: Table.Cell) -> Int {
        guard let uncut = cell.uncut else { return 0 }
        let width = DisplayText.width(DisplayText.visible(uncut))
        return cell.brief == uncut ? width : width + 1
    }

    private static func joined(_ cells: [String]) -> String {
        var line = cells.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }

    /// The columns in parts that fit, each beginning with those that name a row.
    static func parts(
        _ columns: [Table.Column], keys: Int, _ rows: [[Table.Cell]], width: Int
    ) -> [TableLayout] {
        let widths = columns.indices.map { Size(columns[$0], $0, rows).natural + 2 }
        let key = Array(0..<keys)
        let taken = widths[..<keys].reduce(0, +)
        var parts: [[Int]] = []
        var room = 0
        for column in keys..<columns.count {
            if parts.isEmpty || widths[column] > room {
                parts.append(key)
                room = width == .max ? .max : width + 2 - taken
            }
            parts[parts.count - 1].append(column)
            room -= room == .max ? 0 : widths[column]
        }
        return parts.map { TableLayout(columns, $0, rows, width: width) }
    }
}

extension TableLayout {
    /// How much room a column would like, and how much it needs.
    private struct Size {
        let rank: Table.Rank
        private(set) var natural: Int
        private(set) var least: Int
        private(set) var isBlank = true

        init(_ column: Table.Column, _ place: Int, _ rows: [[Table.Cell]]) {
            // The first column names the row, whatever else does.
            let isFirst = place == 0 && column.rank != .prose
            rank = isFirst ? .key : column.rank
            natural = DisplayText.width(column.name)
            least = min(natural, textMin)
            for row in rows {
                let cell = row[place]
                let width = DisplayText.width(DisplayText.visible(cell.brief))
                guard width > 0 else { continue }
                isBlank = false
                natural = max(natural, width)
                let isWord = !cell.brief.contains(" ")
                least = max(
                    least, TableLayout.least(of: cell), min(width, isWord ? wordMin : textMin))
            }
            if rank == .key || rank == .prose { least = max(least, min(natural, keyMin)) }
        }

        var isNeeded: Bool { rank == .key || rank == .prose }
    }

    /// The search for what fits.
    private struct Fit {
        let sizes: [Size]
        var shown: [Int]
        let width: Int
        var widths: [Int] = []
        var dropped: [Int] = []

        mutating func run() {
            widths = sizes.map(\.natural)
            guard width < .max else { return }
            drop(while: \.natural) { $0.isBlank && !$0.isNeeded }
            drop(while: \.natural) { $0.rank == .detail }
            drop(while: \.least) { !$0.isNeeded }
            cut()
        }

        /// Takes columns away from the right until the rest fits.
        private mutating func drop(while size: KeyPath<Size, Int>, where may: (Size) -> Bool) {
            while total(sizes.map { $0[keyPath: size] }) > width,
                let last = shown.lastIndex(where: { may(sizes[$0]) })
            {
                let column = shown.remove(at: last)
                if !sizes[column].isBlank { dropped.append(column) }
            }
        }

        private func total(_ widths: [Int]) -> Int {
            shown.reduce(0) { $0 + widths[$1] } + 2 * (shown.count - 1)
        }

        /// Takes room from the widest columns until the table fits.
        private mutating func cut() {
            while total(widths) > width {
                let spare = shown.filter { widths[$0] > sizes[$0].least }
                guard let widest = spare.max(by: { widths[$0] < widths[$1] }) else { return }
                widths[widest] -= 1
            }
        }
    }
}
