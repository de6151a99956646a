import ArgumentParser
import Errands
import Foundation
import Merge

/// The review of the conflict queue in a terminal: performs what `ReviewModel` decides.
struct ConflictReview {
    private let desk: ReviewDesk
    private var model: ReviewModel

    /// - Parameter filters: options of `conflicts list` to begin with.
    init(_ desk: ReviewDesk, filters: [String], today: Day) {
        self.desk = desk
        self.model = ReviewModel(today: today, filters: filters)
    }

    /// Runs until the user leaves.
    ///
    /// - Throws: `ExitCode` when the queue cannot be read; then the terminal was not touched.
    mutating func run() async throws {
        let first = await desk.run(model.listArguments(after: nil))
        guard first.code == 0 else {
            Console.own.say(first.err.trimmingCharacters(in: .newlines))
            throw ExitCode(first.code)
        }
        _ = model.answered(.fetch(after: nil, .first), first)
        guard var terminal = TerminalSession() else { throw TerminalTrouble.unsettable }
        while true {
            terminal.draw(ReviewScreen(model, terminal.size))
            switch terminal.next() {
            case .closed: return
            case .resized: terminal.forget()
            case .keys(let keys):
                for key in keys {
                    if key == .control("l") { terminal.forget() }
                    guard await perform(model.press(key)) else { return }
                }
            }
        }
    }

    /// - Returns: whether the review goes on.
    private mutating func perform(_ effect: ReviewModel.Effect?) async -> Bool {
        var next = effect
        while let effect = next {
            switch effect {
            case .quit: return false
            case .fetch(let after, _):
                let outcome = await desk.run(model.listArguments(after: after))
                next = model.answered(effect, outcome)
            case .show(let id):
                let outcome = await desk.run(["conflicts", "show", id, "--format=json"])
                next = model.answered(effect, outcome)
            case .settle(let deed, let id, let reason):
                let seen = model.shown?.content.seen ?? ""
                let outcome = await desk.run(deed.arguments(id, seen: seen, reason: reason))
                next = model.answered(effect, outcome)
            }
        }
        return true
    }
}

/// Why the review cannot begin.
private enum TerminalTrouble: Error, CustomStringConvertible {
    case unsettable

    var description: String {
        "the terminal does not let itself be set: use `bridgework conflicts list`"
    }
}
