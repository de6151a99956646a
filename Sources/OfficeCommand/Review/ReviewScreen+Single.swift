import Errands
import Merge

extension ReviewScreen {
    /// One conflict: what it is, what it blocks, what each candidate says, and what is advised.
    ///
    /// The chosen candidate is kept in sight; what does not fit is scrolled to.
    var single: [Line] {
        guard let shown = model.shown else { return [] }
        var lines = head(of: shown)
        var begin = 0
        for index in shown.content.candidates.indices {
            if index == model.candidate { begin = lines.count }
            lines += candidate(index, of: shown)
        }
        if let advice = shown.content.recommended {
            let take = advice.take.map { "take \($0), because " } ?? "none, because "
            lines += wrapped("Advised: " + take + advice.because, .good)
        }
        let last = max(0, lines.count - bodyRows)
        let offset = min(last, (model.candidate == 0 ? 0 : begin) + model.scroll)
        guard last > 0 else { return lines }
        var visible = Array(lines.dropFirst(offset).prefix(bodyRows))
        if offset < last {
            visible[visible.count - 1] = Line("  ... PgDn: \(last - offset + 1) more lines", .dim)
        }
        return visible
    }

    private func head(of shown: ReviewCase) -> [Line] {
        let row = shown.row
        let since = row.age(on: model.today).map { ", open \($0) days" } ?? ""
        let place = row.offices.isEmpty ? "" : ", at " + row.offices.joined(separator: " ")
        let care = ReviewScreen.care(row)
        var lines = wrapped(ReviewScreen.about(row), .plain)
        lines += wrapped(
            row.kind + ", " + row.severity + since + place
                + (care.isEmpty ? "" : ", " + row.status + ": " + care),
            row.isBlocking ? .alarm : .dim)
        for reason in shown.content.reasons ?? [] { lines += wrapped("Why: " + reason, .plain) }
        if !shown.content.blocking.isEmpty {
            lines += wrapped(
                "Blocks: " + shown.content.blocking.map(\.what).joined(separator: "; "), .plain)
        }
        return lines + [Line("")]
    }

    private func candidate(_ index: Int, of shown: ReviewCase) -> [Line] {
        let candidate = shown.content.candidates[index]
        let isChosen = index == model.candidate
        let who = [
            candidate.actor.map { "by \($0)" }, candidate.office.map { "at \($0)" },
            candidate.at.map { $0.replacing("T", with: " ").replacing("Z", with: "") },
            candidate.record.map { "record \($0.suffix(8))" },
        ].compactMap(\.self).joined(separator: ", ")
        var lines = [
            Line(
                (isChosen ? "> " : "  ") + "\(candidate.number)  " + who,
                isChosen ? .chosen : .plain)
        ]
        lines += values(of: candidate, in: shown)
        let talk = [
            candidate.saw.map { "saw: \($0)" }, candidate.reason.map { "reason: \($0)" },
            candidate.evidence.map { "evidence: \($0)" },
        ].compactMap(\.self).filter { !$0.hasSuffix(": ") }
        return lines + talk.flatMap { indented($0, .dim) }
    }

    /// The fields, those that differ first and marked.
    private func values(of candidate: ReviewCase.Candidate, in shown: ReviewCase) -> [Line] {
        let fields = shown.fields.sorted { $0.differs && !$1.differs }
        guard !fields.isEmpty else {
            return indented("* " + (candidate.value?.text ?? ""), .plain)
        }
        return fields.flatMap { name, differs in
            let value = candidate.named?[name] ?? candidate.fields[name]?.text ?? ""
            return indented(
                (differs ? "* " : "  ") + name + " = " + (value.isEmpty ? "(blank)" : value),
                differs ? .plain : .dim)
        }
    }

    private func indented(_ text: String, _ style: Style) -> [Line] {
        let lines = DisplayText.wrapped(DisplayText.visible(text), to: max(1, size.columns - 7))
        return lines.enumerated().map { index, line in
            Line(String(repeating: " ", count: index == 0 ? 5 : 7) + line, style)
        }
    }

    private func wrapped(_ text: String, _ style: Style) -> [Line] {
        DisplayText.wrapped(DisplayText.visible(text), to: size.columns).map { Line($0, style) }
    }
}
