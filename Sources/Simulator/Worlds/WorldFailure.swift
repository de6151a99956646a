/// Why a world broke a promise.
package struct WorldFailure: Error, Equatable, CustomStringConvertible {
    package let seed: UInt64
    package let reason: String

    package var description: String { "seed \(seed): \(reason)" }
}
