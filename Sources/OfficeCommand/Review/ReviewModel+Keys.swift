import Errands
import Merge

extension ReviewModel {
    mutating func pressInQueue(_ key: TerminalKey) -> Effect? {
        switch key {
        case .down, .character("j"): return move(by: 1)
        case .up, .character("k"): return move(by: -1)
        case .pageDown, .character(" "): return move(by: 10)
        case .pageUp: return move(by: -10)
        case .home, .character("g"):
            trail = [nil]
            return .fetch(after: nil, .first)
        case .end, .character("G"):
            chosen = max(0, rows.count - 1)
            return nil
        case .character("]"): return turn(forward: true, .first)
        case .character("["): return turn(forward: false, .first)
        case .enter, .right, .character("l"): return row.map { .show($0.id) }
        case .character("f"), .character("/"): return ask(.filter)
        default: return nil
        }
    }

    mutating func pressInCase(_ key: TerminalKey) -> Effect? {
        guard let shown else { return nil }
        let count = shown.content.candidates.count
        switch key {
        case .down, .character("j"): choose(candidate + 1)
        case .up, .character("k"): choose(candidate - 1)
        case .pageDown, .character(" "): scroll += 10
        case .pageUp: scroll = max(0, scroll - 10)
        case .character(let digit) where ("1"..."9").contains(digit):
            guard let number = Int(String(digit)), number <= count else {
                return refuse("there are candidates 1 to \(count)")
            }
            choose(number - 1)
        case .enter, .character("t"):
            guard shown.offers("take"), count > candidate else { return refuse("none to take") }
            return ask(.reason(.take(shown.content.candidates[candidate].number)))
        case .character("v"): return ask(.value, if: "value")
        case .character("m"): return ask(.merge, if: "merge")
        case .character("x"): return ask(.reason(.distinct), if: "distinct")
        case .character("n"): return step(1)
        case .character("p"): return step(-1)
        case .escape, .left, .character("b"), .character("h"):
            place = .queue
            self.shown = nil
        default: break
        }
        return nil
    }

    private mutating func ask(
        _ question: ReviewPrompt.Question, if choice: String
    ) -> Effect? {
        guard shown?.offers(choice) == true else {
            return refuse("this kind of conflict is not settled like that")
        }
        return ask(question)
    }

    private mutating func choose(_ index: Int) {
        let last = max(0, (shown?.content.candidates.count ?? 1) - 1)
        candidate = min(max(0, index), last)
        scroll = 0
    }

    /// Beyond the page's ends lie the next and the previous page.
    private mutating func move(by distance: Int) -> Effect? {
        let wanted = chosen + distance
        if wanted >= rows.count, chosen == rows.count - 1 || rows.isEmpty {
            return turn(forward: true, .first)
        }
        if wanted < 0, chosen == 0 { return turn(forward: false, .last) }
        chosen = min(max(0, wanted), max(0, rows.count - 1))
        return nil
    }

    private mutating func turn(forward: Bool, _ landing: Landing) -> Effect? {
        if forward {
            guard !isLastPage, let last = rows.last else { return nil }
            trail.append(last.id)
        } else {
            guard trail.count > 1 else { return nil }
            trail.removeLast()
        }
        return .fetch(after: trail.last ?? nil, landing)
    }

    private mutating func step(_ distance: Int) -> Effect? {
        let wanted = chosen + distance
        if rows.indices.contains(wanted) {
            chosen = wanted
            return .show(rows[wanted].id)
        }
        let effect = turn(forward: distance > 0, .opening(distance > 0 ? 0 : .max))
        return effect ?? refuse(distance > 0 ? "that was the last one" : "this is the first one")
    }

    mutating func answer(_ key: TerminalKey) -> Effect? {
        guard var line = prompt else { return nil }
        switch key {
        case .escape:
            prompt = nil
            message = Message(text: "left as it is", isError: false)
            return nil
        case .enter:
            return submit(line)
        default:
            line.press(key)
            prompt = line
            return nil
        }
    }

    private mutating func submit(_ line: ReviewPrompt) -> Effect? {
        let text = line.text.split(separator: " ").joined(separator: " ")
        message = nil
        switch line.question {
        case .filter: return filter(by: text)
        case .value, .merge:
            guard let pairs = ReviewDeed.pairs(in: text) else {
                return refuse("it takes FIELD=… pairs; Esc leaves")
            }
            prompt = ReviewPrompt(
                .reason(line.question == .value ? .value(pairs) : .merge(pairs)))
            return nil
        case .assignee:
            guard !text.isEmpty, !text.hasPrefix("-") else {
                return refuse("it takes a login; Esc leaves")
            }
            return settle(.assign(text), "")
        case .until:
            guard Day(text) != nil else { return refuse("it takes a day, YYYY-MM-DD; Esc leaves") }
            prompt = ReviewPrompt(.reason(.rest(until: text)))
            return nil
        case .reason(let deed):
            guard !text.isEmpty else { return refuse("a reason is needed; Esc leaves") }
            return settle(deed, text)
        }
    }

    private mutating func settle(_ deed: ReviewDeed, _ reason: String) -> Effect? {
        prompt = nil
        guard let id = deed == .undo ? settled : target else { return nil }
        return .settle(deed, id: id, reason: reason)
    }

    private mutating func filter(by text: String) -> Effect? {
        let words = text.split(separator: " ").map(String.init)
        guard words.allSatisfy({ $0.contains(/^[a-z][a-z-]*=/) }) else {
            return refuse("it takes NAME=VALUE words: kind, type, office, severity, status …")
        }
        prompt = nil
        filters = words.map { "--" + $0 }
        trail = [nil]
        place = .queue
        shown = nil
        return .fetch(after: nil, .first)
    }
}
