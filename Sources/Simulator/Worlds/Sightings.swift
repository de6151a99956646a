/// How often each sighting was made.
package struct Sightings: Sendable, Equatable {
    private var counts: [Sighting: Int] = [:]

    private var deeds: [DeedKind: [DeedEnd: Int]] = [:]

    package init() {}

    /// How often a deed ended like that.
    package subscript(kind: DeedKind, end: DeedEnd) -> Int { deeds[kind]?[end] ?? 0 }

    package mutating func saw(_ kind: DeedKind, _ end: DeedEnd) {
        deeds[kind, default: [:]][end, default: 0] += 1
    }

    package subscript(sighting: Sighting) -> Int { counts[sighting] ?? 0 }

    package mutating func saw(_ sighting: Sighting, _ times: Int = 1) {
        guard times > 0 else { return }
        counts[sighting, default: 0] += times
    }

    package mutating func add(_ other: Sightings) {
        for sighting in Sighting.allCases { saw(sighting, other[sighting]) }
        for (kind, ends) in other.deeds {
            deeds[kind, default: [:]].merge(ends, uniquingKeysWith: +)
        }
    }

    /// What was never met.
    package var missing: [Sighting] {
        Sighting.allCases.filter { self[$0] == 0 }
    }

    /// Deeds that nobody ever did, and ends that none ever had.
    package var missingDeeds: [String] {
        let undone = DeedKind.allCases.filter { self[$0, .done] == 0 }.map(\.rawValue)
        let unmet = DeedEnd.allCases.filter { end in
            DeedKind.allCases.allSatisfy { self[$0, end] == 0 }
        }
        return undone + unmet.map { "a deed that was \($0.rawValue)" }
    }

    package var table: String {
        let met = Sighting.allCases.map { "  \($0.rawValue): \(self[$0])" }
        let done = DeedKind.allCases.map { kind in
            let ends = DeedEnd.allCases.map { "\(self[kind, $0]) \($0.rawValue)" }
            return "  \(kind.rawValue): " + ends.joined(separator: ", ")
        }
        return (met + done).joined(separator: "\n")
    }
}
