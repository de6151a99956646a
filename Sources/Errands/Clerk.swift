package import Merge

/// Runs errands at the desk of this process, in the name of whoever opened the screen.
package struct Clerk: Sendable {
    /// Where a clerk sits, and so which program's commands he runs.
    package enum Place: Sendable {
        case office, hub
    }

    private let run: @Sendable (Errand) async -> ErrandReply
    /// Whose desk it is, in a few words.
    package let title: String
    package let place: Place
    /// Changes with everything that is written to the store or comes from the hub.
    package let pulse: @Sendable () -> String
    /// The desk's civil date; `nil` where the store cannot be asked.
    package let today: @Sendable () -> Day?

    package init(
        title: String, place: Place = .office, pulse: @escaping @Sendable () -> String,
        today: @escaping @Sendable () -> Day?,
        run: @escaping @Sendable (Errand) async -> ErrandReply
    ) {
        self.title = title
        self.place = place
        self.pulse = pulse
        self.today = today
        self.run = run
    }

    package func run(_ errand: Errand) async -> ErrandReply { await run(errand) }
}
