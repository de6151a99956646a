package import Merge

/// How many writes ended where.
///
/// The sums must add up.
package struct Account: Equatable, Sendable {
    /// Writes counted as they came, before it was known where they ended.
    package private(set) var writes = 0
    private var counts: [Fate.Kind: Int] = [:]
    /// Why writes were quarantined.
    package private(set) var reasons: [Verdict: Int] = [:]

    package init() {}

    package subscript(kind: Fate.Kind) -> Int { counts[kind] ?? 0 }

    /// Counts writes in, as they are met.
    package mutating func meet(_ number: Int = 1) {
        writes += number
    }

    /// Counts where writes ended.
    package mutating func settle(_ fate: Fate, _ number: Int = 1) {
        settle(kind: fate.kind, number)
        if case .quarantined(let verdict) = fate { blame(verdict, number) }
    }

    package mutating func settle(kind: Fate.Kind, _ number: Int) {
        guard number != 0 else { return }
        counts[kind, default: 0] += number
    }

    /// Counts so many writes under the verdict that says why they did not apply.
    package mutating func blame(_ verdict: Verdict, _ number: Int) {
        guard number != 0 else { return }
        reasons[verdict, default: 0] += number
    }

    package mutating func add(_ other: Account) {
        writes += other.writes
        for (kind, count) in other.counts { settle(kind: kind, count) }
        for (verdict, count) in other.reasons { blame(verdict, count) }
    }

    /// Whether every write ended somewhere, and none twice.
    package var isBalanced: Bool {
        writes == Fate.Kind.allCases.reduce(0) { $0 + self[$1] }
    }

    /// Whether the promise holds: balanced, and nothing is missing.
    package var isKept: Bool { isBalanced && self[.missing] == 0 }

    /// The sum in words, such as `120 writes = 90 current + 12 superseded + …`.
    package var equation: String {
        let parts = Fate.Kind.allCases.filter { self[$0] > 0 }.map { "\(self[$0]) \($0.name)" }
        return "\(writes) writes = " + (parts.isEmpty ? "0" : parts.joined(separator: " + "))
    }
}

/// On whose account a write goes.
package enum AccountHolder: Hashable, Comparable, Sendable {
    case office(RecordID)
    /// The coordinators' and admins' replicas.
    case centre
    /// What the hub derives.
    case hub
    /// Nobody's that the registry knows: gaps in a history. What is no change set, or names a
    /// replica that nobody registered, is its bringer's.
    case unknown

    package init(_ peer: Peer?) {
        switch peer {
        case nil: self = .unknown
        case let peer? where peer.role == .hub: self = .hub
        case let peer?: self = peer.office.map { .office($0) } ?? .centre
        }
    }
}
