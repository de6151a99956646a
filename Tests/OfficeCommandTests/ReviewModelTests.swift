import Errands
import OfficeCommand
import Testing

struct ReviewModelTests {
    typealias F = ReviewFixtures

    @Test func `the queue is walked without leaving the page`() {
        var model = F.queue()
        #expect(model.press(.up) == nil)
        #expect(model.chosen == 0)
        #expect(model.press(.down) == nil)
        #expect(model.press(.character("j")) == nil)
        #expect(model.chosen == 2)
        #expect(model.press(.down) == nil)
        #expect(model.chosen == 2)
        #expect(model.press(.character("q")) == .quit)
    }

    @Test func `beyond the page's end lies the next page, and back`() {
        var model = F.queue(1...100)
        _ = model.press(.end)
        let next = model.press(.down)
        #expect(next == .fetch(after: "id-100", .first))
        #expect(model.answered(.fetch(after: "id-100", .first), F.list(101...130)) == nil)
        #expect(model.rows.count == 30)
        #expect(model.row?.id == "id-101")
        #expect(model.press(.up) == .fetch(after: nil, .last))
        #expect(model.answered(.fetch(after: nil, .last), F.list(1...100)) == nil)
        #expect(model.row?.id == "id-100")
    }

    @Test func `one page is in memory, however far one goes`() {
        var model = F.queue(0..<100)
        for page in 1...50 {
            guard let effect = model.press(.character("]")) else {
                Issue.record("no page after \(page)")
                return
            }
            _ = model.answered(effect, F.list(page * 100..<page * 100 + 100))
        }
        #expect(model.rows.count == 100)
        #expect(model.trail.count == 51)
    }

    @Test func `a page whose beginning was settled meanwhile begins anew`() {
        var model = F.queue(1...100)
        let effect = model.press(.character("]"))
        #expect(effect == .fetch(after: "id-100", .first))
        let retry = model.answered(.fetch(after: "id-100", .first), F.refused("not open here"))
        #expect(retry == .fetch(after: nil, .first))
        #expect(model.answered(.fetch(after: nil, .first), F.refused("broken")) == nil)
        #expect(model.message?.text == "broken")
        #expect(model.message?.isError == true)
    }

    @Test func `a list that cannot be read now never looks like an empty queue`() {
        var model = F.queue()
        #expect(model.press(.character("r")) == .fetch(after: nil, .row(0)))
        #expect(model.answered(.fetch(after: nil, .row(0)), F.refused("in use")) == nil)
        #expect(model.rows.count == 3)
        #expect(model.message == .init(text: "in use", isError: true))
    }

    @Test func `the advised candidate is chosen, another is one key away`() {
        var model = F.single()
        #expect(model.place == .single)
        #expect(model.candidate == 1)
        #expect(model.press(.character("1")) == nil)
        #expect(model.candidate == 0)
        #expect(model.press(.character("9")) == nil)
        #expect(model.message?.isError == true)
        #expect(F.single(F.one(1, take: "null")).candidate == 0)
    }

    @Test func `taking a candidate asks for a reason and goes on to the next`() {
        var model = F.single()
        #expect(model.press(.enter) == nil)
        #expect(model.prompt?.question == .reason(.take(2)))
        #expect(model.press(.enter) == nil)
        #expect(model.message?.text.contains("reason") == true)
        #expect(model.prompt != nil)
        let effect = model.enter("card  seen")
        let settle = ReviewModel.Effect.settle(.take(2), id: "id-1", reason: "card seen")
        #expect(effect == settle)
        #expect(model.answered(settle, F.done) == .fetch(after: nil, .opening(0)))
        #expect(model.settled == "id-1")
        #expect(
            model.answered(.fetch(after: nil, .opening(0)), F.list(2...3)) == .show("id-2"))
        #expect(model.answered(.show("id-2"), F.one(2)) == nil)
        #expect(model.shown?.row.id == "id-2")
    }

    @Test func `after the last conflict comes the empty queue`() {
        var model = F.single()
        let settle = ReviewModel.Effect.settle(.take(1), id: "id-1", reason: "x")
        #expect(model.answered(settle, F.done) == .fetch(after: nil, .opening(0)))
        #expect(model.answered(.fetch(after: nil, .opening(0)), F.list([])) == nil)
        #expect(model.place == .queue)
        #expect(model.row == nil)
        #expect(model.press(.enter) == nil)
        #expect(model.press(.character("a")) == nil)
        #expect(model.prompt == nil)
    }

    @Test func `a refusal is shown and nothing counts as settled`() {
        var model = F.single()
        let settle = ReviewModel.Effect.settle(.take(1), id: "id-1", reason: "x")
        #expect(model.answered(settle, F.refused("ask the coordinator")) == .show("id-1"))
        #expect(model.answered(.show("id-1"), F.one(1)) == nil)
        #expect(model.message == .init(text: "ask the coordinator", isError: true))
        #expect(model.settled == nil)
        #expect(model.place == .single)
        #expect(model.press(.character("u")) == nil)
        #expect(model.prompt == nil)
    }

    @Test func `what was settled last can be undone, once`() {
        var model = F.single()
        let settle = ReviewModel.Effect.settle(.take(1), id: "id-1", reason: "x")
        _ = model.answered(settle, F.done)
        #expect(model.press(.character("u")) == nil)
        let undo = ReviewModel.Effect.settle(.undo, id: "id-1", reason: "mistake")
        #expect(model.enter("mistake") == undo)
        #expect(model.answered(undo, F.done) == .fetch(after: nil, .row(0)))
        #expect(model.settled == nil)
        #expect(model.place == .queue)
    }

    @Test func `a conflict that is gone leads back to the queue`() {
        var model = F.queue()
        _ = model.press(.enter)
        #expect(model.answered(.show("id-1"), F.refused("gone")) == .fetch(after: nil, .row(0)))
        #expect(model.place == .queue)
        #expect(model.message?.text == "gone")
    }

    @Test func `deferring takes a day and a reason, assigning a login`() {
        var model = F.queue()
        _ = model.press(.character("d"))
        #expect(model.enter("tomorrow") == nil)
        #expect(model.message?.isError == true)
        for _ in 0..<8 { _ = model.press(.backspace) }
        #expect(model.enter("2026-04-01") == nil)
        #expect(
            model.enter("waits for the card")
                == .settle(
                    .rest(until: "2026-04-01"), id: "id-1", reason: "waits for the card"))
        _ = model.press(.character("a"))
        #expect(model.enter("kim") == .settle(.assign("kim"), id: "id-1", reason: ""))
    }

    @Test func `a filter is typed as words and starts anew`() {
        var model = F.queue()
        _ = model.press(.character("f"))
        #expect(model.enter("siblings") == nil)
        #expect(model.message?.isError == true)
        for _ in 0..<8 { _ = model.press(.backspace) }
        #expect(model.enter("kind=siblings office=A01") == .fetch(after: nil, .first))
        #expect(
            model.listArguments(after: "id-9")
                == [
                    "conflicts", "list", "--format=json", "--limit=100", "--after=id-9",
                    "--kind=siblings", "--office=A01",
                ])
        _ = model.press(.character("f"))
        #expect(model.prompt?.text == "kind=siblings office=A01")
        _ = model.press(.escape)
        #expect(model.prompt == nil)
        #expect(model.filters == ["--kind=siblings", "--office=A01"])
    }

    @Test func `only what the conflict offers is asked for`() {
        var model = F.single(F.one(1, choices: #""take","distinct""#))
        #expect(model.press(.character("v")) == nil)
        #expect(model.prompt == nil)
        #expect(model.press(.character("x")) == nil)
        #expect(model.prompt?.question == .reason(.distinct))
    }

    @Test func `a new value may hold spaces and reads as no flag`() {
        var model = F.single()
        _ = model.press(.character("v"))
        #expect(model.enter("memberId=--x family=De Luca") == nil)
        let deed = ReviewDeed.value(["memberId=--x", "family=De Luca"])
        #expect(model.prompt?.question == .reason(deed))
        #expect(
            deed.arguments("id-1", seen: "0a1b2c3d", reason: "-because")
                == [
                    "conflicts", "resolve", "id-1", "--value=memberId=--x",
                    "--value=family=De Luca", "--seen=0a1b2c3d", "--reason=-because",
                ])
        #expect(ReviewDeed.pairs(in: "no pair") == nil)
        #expect(ReviewDeed.pairs(in: "") == nil)
    }

    @Test func `a line is edited where the cursor stands`() {
        var line = ReviewPrompt(.filter)
        for key in Array("one two").map({ TerminalKey.character($0) }) { line.press(key) }
        line.press(.control("w"))
        #expect(line.text == "one ")
        line.press(.home)
        line.press(.character("é"))
        line.press(.right)
        line.press(.delete)
        #expect(line.text == "éoe ")
        line.press(.control("u"))
        #expect(line.text == "e ")
        #expect(line.caret == 0)
        line.press(.backspace)
        line.press(.left)
        #expect(line.text == "e ")
    }
}
