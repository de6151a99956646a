/// How often each sighting was made.
package struct Sightings: Sendable, Equatable {
    private var counts: [Sighting: Int] = [:]

    package init() {}

    package subscript(sighting: Sighting) -> Int { counts[sighting] ?? 0 }

    package mutating func saw(_ sighting: Sighting, _ times: Int = 1) {
        guard times > 0 else { return }
        counts[sighting, default: 0] += times
    }

    package mutating func add(_ other: Sightings) {
        for sighting in Sighting.allCases { saw(sighting, other[sighting]) }
    }

    /// What was never met.
    package var missing: [Sighting] {
        Sighting.allCases.filter { self[$0] == 0 }
    }

    package var table: String {
        Sighting.allCases.map { "  \($0.rawValue): \(self[$0])" }.joined(separator: "\n")
    }
}
