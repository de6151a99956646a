import Synchronization
import Testing

@testable import OfficeCommand

/// What a setup asks, and what it makes of the answers.
struct QuestionsTests {
    private struct Odd: Error {}

    private final class Talk: Sendable {
        let said = Mutex<[String]>([])
        private let lines: Mutex<[String]>

        init(_ lines: [String]) { self.lines = Mutex(lines) }

        var questions: Questions {
            Questions(
                read: { self.lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } },
                say: { line in self.said.withLock { $0.append(line) } })
        }
    }

    private func even(_ text: String) throws -> Int {
        guard let number = Int(text), number.isMultiple(of: 2) else { throw Odd() }
        return number
    }

    @Test func `what cannot be understood is asked again`() throws {
        let talk = Talk(["three", "", "3", " 4 "])
        #expect(try talk.questions.answer("A number", even) == 4)
        #expect(talk.said.withLock { $0.filter { $0 == "A number:" }.count } == 4)
    }

    @Test func `an empty line is the usual answer`() throws {
        let talk = Talk(["", "6"])
        #expect(try talk.questions.answer("A number", usual: "8", even) == 8)
        #expect(talk.said.withLock { $0 } == ["A number [8]:"])
        #expect(try talk.questions.answer("A number", usual: "8", even) == 6)
    }

    @Test func `nobody is asked for ever, and nobody at all where nobody types`() {
        let odd = Talk(Array(repeating: "1", count: Questions.triesMax))
        #expect(throws: SetupProblem.notUnderstood) { try odd.questions.answer("?", even) }
        #expect(throws: SetupProblem.nobodyAnswers) { try Talk([]).questions.answer("?", even) }
        let last = Talk(Array(repeating: "1", count: Questions.triesMax - 1) + ["2"])
        #expect(throws: Never.self) { try last.questions.answer("?", even) }
    }

    @Test func `yes is yes, no is no, and anything else is asked again`() throws {
        #expect(try Talk(["YES"]).questions.isAgreed("So"))
        #expect(try !Talk(["perhaps", "n"]).questions.isAgreed("So"))
    }
}
