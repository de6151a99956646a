import Errands
import Merge

/// What a command printed and how it ended.
package struct ReviewOutcome: Equatable, Sendable {
    package let code: Int32
    package let out: String
    package let err: String

    package init(code: Int32, out: String, err: String) {
        self.code = code
        self.out = out
        self.err = err
    }

    /// The error without the word it begins with, else the last thing it said.
    var said: String {
        let lines = err.split(separator: "\n").map(String.init)
        let error = lines.first { $0.lowercased().hasPrefix("error: ") }
        return error.map { String($0.dropFirst(7)) } ?? lines.last ?? ""
    }
}

extension ReviewModel {
    /// Takes in what became of an effect; the answer may be a further one.
    package mutating func answered(_ effect: Effect, _ outcome: ReviewOutcome) -> Effect? {
        switch effect {
        case .quit: return nil
        case .fetch(let after, let landing): return arrived(outcome, after: after, landing)
        case .show(let id): return showed(outcome, id)
        case .settle(let deed, let id, _): return did(deed, id, outcome)
        }
    }

    private mutating func arrived(
        _ outcome: ReviewOutcome, after: String?, _ landing: Landing
    ) -> Effect? {
        guard outcome.code == 0 else {
            // The row that the page began after may be settled by now, by somebody else.
            if after != nil {
                trail = [nil]
                return .fetch(after: nil, landing == .last ? .first : landing)
            }
            // The rows stay: an empty queue would say that nothing waits, which nobody knows now.
            return refuse(outcome.said)
        }
        do { rows = try ReviewRow.rows(in: outcome.out) } catch {
            return refuse("the list cannot be read: run `bridgework conflicts list`")
        }
        if rows.isEmpty, trail.count > 1 {
            trail.removeLast()
            return .fetch(after: trail.last ?? nil, .last)
        }
        isLastPage = rows.count < ReviewModel.pageSize
        summary = outcome.said.split(separator: ";").first.map(String.init) ?? ""
        return land(landing)
    }

    private mutating func land(_ landing: Landing) -> Effect? {
        let last = max(0, rows.count - 1)
        switch landing {
        case .first: chosen = 0
        case .last: chosen = last
        case .row(let index): chosen = min(index, last)
        case .opening(let index):
            chosen = min(index, last)
            if let row { return .show(row.id) }
            place = .queue
            shown = nil
        }
        return nil
    }

    private mutating func showed(_ outcome: ReviewOutcome, _ id: String) -> Effect? {
        guard outcome.code == 0 else {
            place = .queue
            shown = nil
            _ = refuse(outcome.said)
            return .fetch(after: trail.last ?? nil, .row(chosen))
        }
        do {
            let found = try ReviewCase(json: outcome.out)
            shown = found
            place = .single
            scroll = 0
            let advised = found.content.recommended?.take
            candidate =
                found.content.candidates.firstIndex { $0.number == advised } ?? 0
            return nil
        } catch {
            return refuse("the conflict cannot be read: run `bridgework conflicts show \(id)`")
        }
    }

    private mutating func did(
        _ deed: ReviewDeed, _ id: String, _ outcome: ReviewOutcome
    ) -> Effect? {
        guard outcome.code == 0 else {
            _ = refuse(outcome.said)
            // What was not settled may look different by now.
            return place == .single && deed.settles ? .show(id) : nil
        }
        let talk = outcome.said
        message = Message(
            text: deed.title + (talk.isEmpty ? ": done" : ": " + talk), isError: false)
        if deed == .undo { settled = nil }
        if deed.settles { settled = id }
        let after = trail.last ?? nil
        guard place == .single else { return .fetch(after: after, .row(chosen)) }
        if deed.settles || isRest(deed) { return .fetch(after: after, .opening(chosen)) }
        guard deed == .undo else { return .show(id) }
        place = .queue
        shown = nil
        return .fetch(after: after, .row(chosen))
    }

    private func isRest(_ deed: ReviewDeed) -> Bool {
        if case .rest = deed { true } else { false }
    }
}
