import Foundation

/// Asks a person, a line for each question, and asks again what cannot be understood.
package struct Questions: Sendable {
    private let read: @Sendable () -> String?
    private let say: @Sendable (String) -> Void

    /// - Parameters:
    ///   - read: the next line that was typed; `nil` where nobody types any more.
    ///   - say: shows a line.
    package init(
        read: @escaping @Sendable () -> String?, say: @escaping @Sendable (String) -> Void
    ) {
        self.read = read
        self.say = say
    }

    /// Asks whoever has this process's terminal.
    package static func own(_ console: Console) -> Questions {
        Questions(read: { readLine() }, say: { console.say($0) })
    }

    /// How often one question is asked.
    package static let triesMax = 5

    /// Asks until `accept` takes what was typed.
    ///
    /// - Parameters:
    ///   - usual: what an empty line stands for.
    ///   - accept: throws what is wrong with the text, for the person to read.
    package func answer<Answer>(
        _ question: String, usual: String? = nil, _ accept: (String) throws -> Answer
    ) throws -> Answer {
        for _ in 1...Questions.triesMax {
            say(question + (usual.map { " [\($0)]" } ?? "") + ":")
            guard let line = read() else { throw SetupProblem.nobodyAnswers }
            let typed = line.trimmingCharacters(in: .whitespaces)
            let text = typed.isEmpty ? usual ?? "" : typed
            guard !text.isEmpty else {
                say("  this cannot be left out")
                continue
            }
            do { return try accept(text) } catch { say("  " + Failure(error).message) }
        }
        throw SetupProblem.notUnderstood
    }

    /// Asks for a yes or a no.
    package func isAgreed(_ question: String) throws -> Bool {
        try answer(question + ", yes or no") { text in
            switch text.lowercased() {
            case "yes", "y": true
            case "no", "n": false
            default: throw SetupProblem.yesOrNo
            }
        }
    }
}

/// Why a setup came to no end; nothing was made, unless it was said before.
package enum SetupProblem: Error, Equatable, CustomStringConvertible {
    case nobodyAnswers
    case notUnderstood
    case yesOrNo
    case notAPort
    case notAHost
    case otherAuthority

    package var description: String {
        switch self {
        case .nobodyAnswers:
            "setup asks questions, and nobody answered: run it in a terminal; nothing was done"
        case .notUnderstood: "no answer could be understood: nothing was done; run setup again"
        case .yesOrNo: "type yes or no"
        case .notAPort: "a port is a number from 1 to 65534"
        case .notAHost: "that is no name of a machine, and no address"
        case .otherAuthority:
            "the token is of another authority than the operator's hub: nothing was done; ask how "
                + "the token came to you, and for a new one"
        }
    }
}
