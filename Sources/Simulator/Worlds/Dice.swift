internal import Practice

/// The one source of chance in a world: SplitMix64 from the world's seed.
package struct Dice: RandomNumberGenerator, Sendable {
    private var generator: SplitMix64

    package init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    package mutating func next() -> UInt64 { generator.next() }

    /// A number from 0 up to but not including `limit`, which must be positive.
    package mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: next() >> 11) % limit
    }

    /// True in so many of a hundred cases.
    package mutating func isLucky(_ percent: Int) -> Bool {
        below(100) < percent
    }

    /// One of the choices, all alike; `nil` where there are none.
    package mutating func one<Element>(of choices: [Element]) -> Element? {
        choices.isEmpty ? nil : choices[below(choices.count)]
    }

    /// A hundred and twenty-eight bits, for an id.
    package mutating func bits() -> UInt128 {
        UInt128(next()) << 64 | UInt128(next())
    }
}
