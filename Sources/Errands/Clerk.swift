package import Merge

/// Runs errands at the desk of this process, in the name of whoever opened the screen.
package struct Clerk: Sendable {
    private let run: @Sendable (Errand) async -> ErrandReply
    /// Whose desk it is, in a few words.
    package let title: String
    /// Changes with everything that is written to the store or comes from the hub.
    package let pulse: @Sendable () -> String
    /// The desk's civil date; `nil` where the store cannot be asked.
    package let today: @Sendable () -> Day?

    package init(
        title: String, pulse: @escaping @Sendable () -> String,
        today: @escaping @Sendable () -> Day?,
        run: @escaping @Sendable (Errand) async -> ErrandReply
    ) {
        self.title = title
        self.pulse = pulse
        self.today = today
        self.run = run
    }

    package func run(_ errand: Errand) async -> ErrandReply { await run(errand) }
}
