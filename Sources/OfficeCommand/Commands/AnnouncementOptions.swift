package import ArgumentParser
internal import Interface

/// Whom an agent tells of what happens.
package struct AnnouncementOptions: ParsableArguments, Sendable {
    @Option(
        parsing: .upToNextOption,
        help: """
            Run a command when something happens: KINDS COMMAND, such as conflict,gap 'COMMAND'. \
            Kinds are conflict, settled, gap, release, proposal, custody, quarantine and change. \
            It reads the events as JSON, ids only, from its standard input; what it does not take \
            (exit code 0, within 30 seconds) is told again.
            """)
    package var on: [String] = []

    @Option(
        help: """
            Post the same to an address: URL, or 'KINDS URL'; https, or http on this machine. May \
            be repeated.
            """)
    package var webhook: [String] = []

    package init() {}

    package func validate() throws {
        do { _ = try hearers } catch let problem as HearerProblem {
            throw ValidationError("\(problem).")
        }
    }

    /// Everyone, as read.
    var hearers: [Hearer] {
        get throws {
            let found =
                try commands.map { try Hearer(command: $0) }
                + webhook.map { try Hearer(webhook: $0) }
            guard found.count <= AnnouncementLimits.hearersMax else {
                throw ValidationError(
                    "at most \(AnnouncementLimits.hearersMax) commands and webhooks are told")
            }
            return found
        }
    }

    /// KINDS and a command are two words of a command line, and one in a file of settings.
    private var commands: [String] {
        get throws {
            var found: [String] = []
            var words = on[...]
            while let word = words.popFirst() {
                if word.contains(" ") {
                    found.append(word)
                } else if let command = words.popFirst() {
                    found.append(word + " " + command)
                } else {
                    throw HearerProblem.noCommand
                }
            }
            return found
        }
    }
}
