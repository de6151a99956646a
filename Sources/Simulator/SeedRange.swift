import ArgumentParser

/// `A..B` on the command line.
struct SeedRange: ExpressibleByArgument, Sendable {
    let range: ClosedRange<UInt64>

    init?(argument: String) {
        let ends = argument.split(separator: "..", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = UInt64(ends[0]), let last = UInt64(ends[1]),
            first <= last, last < .max
        else { return nil }
        range = first...last
    }
}
