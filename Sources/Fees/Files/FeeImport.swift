internal import Merge
package import Tables

/// A fee file laid over the lines that stand: what every row comes to, and what would be written.
package struct FeeImport: Sendable {
    package let file: FeeFile
    /// One per readable row in the order of the file, then the lines a complete file leaves out.
    package let changes: [FeeChange]
    /// Rows that cannot go in.
    package let problems: [RowProblem]
    /// The lines as they would stand.
    package let lines: FeeLines

    /// What the rows are laid over.
    package struct Ground: Sendable {
        package var lines: FeeLines
        /// Lines of which two prices stand; a file settles no conflict.
        package var conflicts: Set<FeeKey>
        package var usual: FeeLines?
        package var codes: Set<String>?
        /// What the file may say of whose it is; `nil` asks nothing.
        package var schedule: Named?

        package init(
            lines: FeeLines, conflicts: Set<FeeKey> = [], usual: FeeLines? = nil,
            codes: Set<String>? = nil, schedule: Named? = nil
        ) {
            self.schedule = schedule
            self.lines = lines
            self.conflicts = conflicts
            self.usual = usual
            self.codes = codes
        }
    }

    /// A schedule as a file names it.
    package struct Named: Sendable {
        package let code: String
        package let name: String?
        package let kind: String

        package init(code: String, name: String?, kind: String) {
            self.code = code
            self.name = name
            self.kind = kind
        }

        fileprivate func fits(_ facts: FeeFile.Facts) -> Bool {
            let same = { (left: String, right: String) in
                ASCIIText.lowercased(left.utf8) == ASCIIText.lowercased(right.utf8)
            }
            let isIt = facts.schedule.map { text in
                same(text, code) || name.map { same(text, $0) } ?? false
            }
            return isIt ?? true && facts.kind.map { same($0, kind) } ?? true
        }
    }

    /// - Parameter isComplete: whether a person said that the file holds every line, so that what
    ///   it leaves out or blank goes.
    package init(_ file: FeeFile, over ground: Ground, isComplete: Bool) {
        var laying = Laying(ground: ground, isComplete: isComplete)
        let contradicted = FeeImport.contradictions(file.rows)
        for row in file.rows { laying.take(row, contradicted: contradicted) }
        laying.removeAbsent()
        self.file = file
        self.changes = laying.changes
        self.lines = FeeLines(laying.lines.values)
        var problems = file.problems + laying.problems
        let isForeign = ground.schedule.map { !$0.fits(file.facts) } ?? false
        if isForeign { problems.append(RowProblem(line: 1, reason: .fee(.otherSchedule))) }
        let isTooLong =
            lines.count > FeeLimits.linesMax || lines.packed.count > FeeLimits.packedBytesMax
        if isTooLong {
            problems.append(
                RowProblem(line: 1, reason: .fee(.tooManyLines(limit: FeeLimits.linesMax))))
        }
        self.problems = problems
        self.isRefused =
            !file.problems.isEmpty || isForeign || isTooLong || isComplete && !problems.isEmpty
    }

    /// Whether not even the good rows may go in: the file as a whole is unreadable or too long, or
    /// it was said to be complete and is not readable whole.
    package let isRefused: Bool

    /// Lines of the file that are not read; what a stray quote swallowed is among them.
    package var unreadable: Int { problems.reduce(0) { $0 + $1.lastLine - $1.line + 1 } }

    /// How many lines are new, changed, gone or the same.
    package func count(_ kind: FeeChange.Kind) -> Int { changes.count { $0.kind == kind } }

    /// How many lines carry a notice.
    package func count(_ notice: FeeChange.Notice) -> Int {
        changes.count { $0.notices.contains(notice) }
    }

    /// The key that two rows price differently, with the first two lines that do.
    private static func contradictions(_ rows: [FeeFile.Row]) -> [FeeKey: (Int, Int)] {
        var seen: [FeeKey: (line: Int, fee: FeeLine)] = [:]
        var contradicted: [FeeKey: (Int, Int)] = [:]
        for row in rows {
            guard case .fee(let fee, _) = row.reading else { continue }
            if let first = seen[fee.key] {
                if first.fee != fee, contradicted[fee.key] == nil {
                    contradicted[fee.key] = (first.line, row.line)
                }
            } else {
                seen[fee.key] = (row.line, fee)
            }
        }
        return contradicted
    }

    /// The import while its rows are taken one by one.
    private struct Laying {
        let ground: Ground
        let isComplete: Bool
        var lines: [FeeKey: FeeLine]
        var changes: [FeeChange] = []
        var problems: [RowProblem] = []
        private var seen: Set<FeeKey> = []
        /// Codes of which a row could not be read: they are in the file, so they are not absent.
        private var unread: Set<String> = []

        init(ground: Ground, isComplete: Bool) {
            self.ground = ground
            self.isComplete = isComplete
            self.lines = Dictionary(
                ground.lines.lines.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        }

        mutating func take(_ row: FeeFile.Row, contradicted: [FeeKey: (Int, Int)]) {
            switch row.reading {
            case .unreadable(let code, let reason):
                if let code { unread.insert(code) }
                refuse(row.line, code, reason, through: row.lastLine)
            case .fee(let fee, let isBlank):
                let lines = contradicted[fee.key]
                let other = lines.map { $0.0 == row.line ? $0.1 : $0.0 }
                take(fee, isBlank: isBlank, at: row.line, contradicts: other)
            }
        }

        private mutating func take(
            _ fee: FeeLine, isBlank: Bool, at line: Int, contradicts other: Int?
        ) {
            if let other {
                unread.insert(fee.key.code)
                return refuse(line, fee.key.code, .fee(.contradicts(line: other)))
            }
            guard !ground.conflicts.contains(fee.key) else {
                return refuse(line, fee.key.code, .conflictStands)
            }
            let before = ground.lines[fee.key]
            guard seen.insert(fee.key).inserted else {
                return add(fee.key, line, before?.price, fee.price, .repeated, [])
            }
            let kind = FeeChange.kind(from: before?.price, to: fee.price)
            var notices = FeeChange.notices(
                from: before?.price, to: fee.price,
                usual: ground.usual?[FeeKey(fee.key.code)]?.price.cents)
            if let codes = ground.codes, !codes.contains(fee.key.code) {
                notices.insert(.unknownCode)
            }
            if isBlank, !isComplete {
                if kind == .toBlank { notices.insert(.keptBlank) }
            } else if kind != .blank {
                lines[fee.key] = fee
            }
            add(fee.key, line, before?.price, fee.price, kind, notices)
        }

        mutating func removeAbsent() {
            guard isComplete else { return }
            for line in ground.lines.lines
            where !seen.contains(line.key) && !unread.contains(line.key.code) {
                lines[line.key] = nil
                add(line.key, nil, line.price, nil, .removed, [])
            }
        }

        private mutating func refuse(
            _ line: Int, _ code: String?, _ reason: RowProblem.Reason, through last: Int? = nil
        ) {
            problems.append(
                RowProblem(
                    line: line, through: last, place: code.map { .procedure($0) }, reason: reason))
        }

        private mutating func add(
            _ key: FeeKey, _ line: Int?, _ before: FeePrice?, _ after: FeePrice?,
            _ kind: FeeChange.Kind, _ notices: Set<FeeChange.Notice>
        ) {
            changes.append(
                FeeChange(
                    key: key, line: line, before: before, after: after, kind: kind,
                    notices: notices))
        }
    }
}
