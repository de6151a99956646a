import ArgumentParser
import Merge

extension Conflicts {
    /// The queue in a terminal, key by key; elsewhere the list.
    ///
    /// It runs where the user sits, also while an agent has the store: what it does are commands.
    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "review",
            abstract: "Go through the queue in a terminal; without one, list it.",
            discussion: """
                Takes the filters of `conflicts list`. Keys: Enter looks at a conflict and takes a \
                candidate, ? lists the others, q quits. Without a terminal, with TERM=dumb or with \
                --format it prints what `conflicts list` prints. NO_COLOR is respected.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(parsing: .allUnrecognized, help: "Filters of `conflicts list`.")
        var filters: [String] = []

        func run() async throws {
            let isListing = filters.contains { word in
                ["--format", "--limit", "--columns", "--wide"].contains { word.hasPrefix($0) }
            }
            guard TerminalSession.isPossible, !isListing else {
                let code = await Program.run(
                    Bridgework.self, ["conflicts", "list"] + filters + deskArguments, console: .own)
                throw ExitCode(code)
            }
            let day = Day(number: SystemClock.now().milliseconds / 86_400_000)
            var review = ConflictReview(
                ReviewDesk(options: deskArguments), filters: joined, today: day)
            try await review.run()
        }

        private var deskArguments: [String] {
            (options.store.map { ["--store=\($0)"] } ?? [])
                + (options.login.map { ["--as=\($0)"] } ?? [])
        }

        /// `--kind siblings` as `--kind=siblings`: one word per filter, as the review's own are.
        private var joined: [String] {
            var words: [String] = []
            for word in filters {
                if let last = words.last, last.hasPrefix("--"), !last.contains("="),
                    !word.hasPrefix("--")
                {
                    words[words.count - 1] = last + "=" + word
                } else {
                    words.append(word)
                }
            }
            return words
        }
    }
}
