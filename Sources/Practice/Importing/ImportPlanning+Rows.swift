internal import Merge
internal import Tables

// What becomes of each row, once it can be read.

extension ImportPlanning {
    /// What a row is about: a record, or a part of one.
    struct Subject: Hashable {
        let id: RecordID
        let part: String
    }

    /// The row that a subject came from, and what its cells come to.
    struct Source {
        let line: Int
        let cells: UInt64
    }

    mutating func take(_ row: ImportRow) {
        let blanks = kind.columns.filter { $0.isRequired && row.cells[$0.name] == nil }
        guard blanks.isEmpty else {
            let problems = blanks.map { column in
                RowProblem(line: row.line, place: .column(column.name), reason: .blank)
            }
            return refuse(problems, line: row.line)
        }
        let drafts: [RecordDraft]
        do {
            drafts = try kind.drafts(RowDrafter(kind: kind, row: row, view: view, context: context))
        } catch {
            switch error {
            case .skipped(let reason): return add(.skipped(reason), line: row.line)
            case .bad(let reason, let column):
                let problem = RowProblem(line: row.line, place: .column(column), reason: reason)
                return refuse([problem], line: row.line)
            }
        }
        guard let first = drafts.first else { return }
        guard isLast || !first.givesWay else { return behind.append((row, span)) }
        let subject = Subject(id: first.id, part: first.part)
        if first.givesWay, sources[subject] != nil {
            return add(.skipped(.replaced), line: row.line)
        }
        guard isNew(subject, row) else { return }
        write(drafts, about: subject, row)
    }

    /// Whether no earlier row was about the record, and none stands against the row.
    private mutating func isNew(_ subject: Subject, _ row: ImportRow) -> Bool {
        if let earlier = sources[subject] {
            if earlier.cells == row.digest {
                add(.skipped(.repeated), line: row.line)
            } else {
                refuse(
                    [RowProblem(line: row.line, reason: .keyRepeated(line: earlier.line))],
                    line: row.line)
            }
            return false
        }
        guard let problem = followUps.problem(with: row) else { return true }
        refuse([problem], line: row.line)
        return false
    }

    private mutating func write(
        _ drafts: [RecordDraft], about subject: Subject, _ row: ImportRow
    ) {
        let id = subject.id
        let answer = written(drafts, line: row.line)
        guard answer.problems.isEmpty else { return refuse(answer.problems, line: row.line) }
        let isNew = view.state(id) == nil
        sources[subject] = Source(line: row.line, cells: row.digest)
        for draft in drafts where near.count < ImportLimits.problemsMax {
            if let text = draft.near { near.append("line \(row.line): \(text)") }
        }
        var writes = answer.writes
        var changed = answer.changed
        if let more = followUps.addition(to: id, row, writes, in: view, context) {
            writes += more.writes
            changed.append(more.unit)
        }
        view.note(writes)
        bases.note(answer.bases, row: rows.count)
        followUps.note(id, line: row.line, in: view)
        let shown = kind.shownColumns.compactMap { row.cells[$0.name]?.text }
        let name = shown.isEmpty ? id.description : shown.joined(separator: " ")
        let result: RowOutcome.Result =
            isNew
            ? .create(id, PackedWrites(writes))
            : writes.isEmpty ? .same(id) : .edit(id, PackedWrites(writes), changed: changed)
        add(result, line: row.line, name: name, differing: answer.differing)
    }

    /// What a row's drafts come to, or what is wrong with them.
    ///
    /// A function of its own, so that nothing holds the view or the bases while rows are folded
    /// into them: a copy per row would make an import quadratic.
    private func written(_ drafts: [RecordDraft], line: Int) -> DraftWriter.Answer {
        var writer = DraftWriter(view, bases, line: line)
        for draft in drafts { writer.add(draft) }
        return writer.answer
    }

    /// What is wrong with a column is wrong with each of its rows.
    mutating func turnBad(_ lines: Set<Int>) {
        for index in rows.indices where lines.contains(rows[index].line) {
            counts.turnBad(rows[index].result)
            guard !rows[index].isBad else { continue }
            rows[index] = RowOutcome(line: rows[index].line, name: "", result: .bad([]))
        }
    }

    /// What follows from the file as a whole; not where a row cannot be read, which may have
    /// named anything.
    mutating func close() {
        guard fileProblems.isEmpty, counts.bad == 0 else { return }
        for closing in followUps.closing(in: view) {
            add(
                .edit(
                    closing.record, PackedWrites([closing.write]),
                    changed: [closing.write.attribute]),
                line: closing.line, name: closing.record.description)
        }
    }

    mutating func refuse(_ problems: [RowProblem], line: Int) {
        let room = max(0, ImportLimits.problemsMax - rowProblems.count)
        let listed = problems.prefix(room).map { $0.within(span) }
        rowProblems += listed
        unlisted += problems.count - listed.count
        counts.add(.bad(listed), lines: span.count)
        rows.append(RowOutcome(line: line, name: "", result: .bad(listed)))
    }

    mutating func add(
        _ result: RowOutcome.Result, line: Int, name: String = "",
        differing: [RowOutcome.Difference] = []
    ) {
        counts.add(result)
        rows.append(
            RowOutcome(line: line, name: name, result: result, differing: differing))
    }
}
