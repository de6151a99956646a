/// What a world grows from.
///
/// Equal options give equal worlds.
package struct WorldOptions: Sendable, CustomStringConvertible {
    package var seed: UInt64
    /// How many things people, machines and misfortune do before the world heals.
    package var events: Int
    package var mutant: Mutant?
    package var isVerbose: Bool

    package init(
        seed: UInt64, events: Int = 200, mutant: Mutant? = nil, isVerbose: Bool = false
    ) {
        self.seed = seed
        self.events = events
        self.mutant = mutant
        self.isVerbose = isVerbose
    }

    /// The command that plays the same world again.
    package var command: String {
        "simulate --seed \(seed) --events \(events)"
            + (mutant.map { " --mutant \($0.rawValue)" } ?? "")
    }

    package var description: String { "seed \(seed), \(events) events" }
}
