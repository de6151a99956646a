import Merge
import OfficeCommand

/// Queues and conflicts as the commands print them.
enum ReviewFixtures {
    static let today = Day(year: 2026, month: 3, day: 10) ?? Day(number: 0)

    static func row(_ number: Int, _ more: String = "") -> String {
        """
        {"id":"id-\(number)","kind":"siblings","severity":"\(number == 1 ? "blocking" : "review")",
        "type":"coverage","record":"r","name":null,"attribute":"subscriber","offices":["A01"],
        "status":"open","assignee":null,"deferredUntil":null,"blocked":0,"candidates":2,
        "since":"2026-03-01T10:00:00Z"\(more)}
        """
    }

    static func list(_ numbers: some Sequence<Int>) -> ReviewOutcome {
        ReviewOutcome(
            code: 0, out: "[" + numbers.map { row($0) }.joined(separator: ",") + "]",
            err: "100 of 250 open; next: --after X\n")
    }

    static func one(
        _ number: Int, take: String = "2", values: (String, String) = ("AAA111", "BBB222"),
        choices: String = #""take","value","merge""#
    ) -> ReviewOutcome {
        let candidates = [values.0, values.1].enumerated().map { index, value in
            """
            {"number":\(index + 1),"value":"","fields":{"memberId":"\(value)","family":"Shared"},
            "record":null,"at":"2026-03-0\(index + 1)T10:00:00Z","replica":"x","office":"A01",
            "actor":"kim","reason":null,"saw":"nothing of the other","evidence":null}
            """
        }
        let more = """
            ,"blocking":[{"type":"estimate","record":"e","what":"an estimate"}],
            "candidates":[\(candidates.joined(separator: ","))],
            "recommended":{"take":\(take),"because":"a card shows it"},
            "reasons":["settled, and seen anew"],"choices":[\(choices)],
            "seen":"0a1b2c3d"
            """
        // The row counts candidates, the object lists them: the last of two equal names counts.
        let text = row(number).replacing(#""candidates":2,"#, with: "")
        return ReviewOutcome(code: 0, out: text.dropLast() + more + "}", err: "")
    }

    static let done = ReviewOutcome(code: 0, out: "id\n", err: "")

    static func refused(_ text: String) -> ReviewOutcome {
        ReviewOutcome(code: 1, out: "", err: "error: \(text)\n")
    }

    /// A model with one page of the queue.
    static func queue(_ numbers: some Sequence<Int> = 1...3) -> ReviewModel {
        var model = ReviewModel(today: today)
        _ = model.answered(.fetch(after: nil, .first), list(numbers))
        return model
    }

    /// A model that shows the first conflict.
    static func single(_ outcome: ReviewOutcome? = nil) -> ReviewModel {
        var model = queue()
        let effect = model.press(.enter)
        if let effect { _ = model.answered(effect, outcome ?? one(1)) }
        return model
    }
}

extension ReviewModel {
    mutating func type(_ text: String) -> Effect? {
        var effect: Effect?
        for character in text { effect = press(.character(character)) }
        return effect
    }

    mutating func enter(_ text: String) -> Effect? {
        _ = type(text)
        return press(.enter)
    }
}
