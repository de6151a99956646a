/// What a world that kept every promise has to tell.
package struct WorldReport: Sendable, Equatable {
    package let seed: UInt64
    package let traceHash: UInt64
    package let sightings: Sightings
    package let accounting: Accounting
    /// Positions of the hub's history at the end.
    package let positions: Int
}
