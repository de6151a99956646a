/// The one source of chance in a world: SplitMix64 from the world's seed.
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including `limit`, which must be positive.
    package mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: next() >> 11) % limit
    }

    package mutating func isLucky(_ percent: Int) -> Bool {
        below(100) < percent
    }

    package mutating func one<Element>(of choices: [Element]) -> Element? {
        choices.isEmpty ? nil : choices[below(choices.count)]
    }

    package mutating func bits() -> UInt128 {
        UInt128(next()) << 64 | UInt128(next())
    }
}
