package import Merge

// How far behind its replicas are is worth knowing for more than one moment: an office whose lag
// only grows has another trouble than one that sleeps until two in the morning. So the hub keeps,
// for each replica, the worst of every hour for two weeks, and nothing beyond: one setting of about
// a kilobyte, whatever happens.

/// The worst lag of a replica in each hour of the last two weeks.
package struct LagTrail: Equatable, Sendable {
    /// Two weeks.
    package static let hoursMax = 336
    static let hourMilliseconds: Int64 = 3_600_000

    /// One hour in which somebody looked.
    package struct Hour: Equatable, Sendable {
        /// When it began.
        package let at: Timestamp
        package let lag: Int
    }

    /// The first hour that is kept, counted from 1970.
    private var first: Int64 = 0
    /// Hour after hour; `nil` where nobody looked, because the hub did not run.
    private var lags: [Int?] = []

    package init() {}

    /// As it stands in a setting; another text is a trail of nothing.
    package init(text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let first = Int64(words[0]), (0...10_000_000).contains(first)
        else { return }
        let lags = words[1].split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard lags.count <= LagTrail.hoursMax else { return }
        self.first = first
        self.lags = lags
    }

    package var text: String {
        "\(first) " + lags.map { $0.map { String($0) } ?? "" }.joined(separator: ",")
    }

    /// What was seen, oldest first.
    package var hours: [Hour] {
        lags.enumerated().compactMap { place, lag in
            lag.map {
                Hour(
                    at: Timestamp(clamping: (first + Int64(place)) * LagTrail.hourMilliseconds),
                    lag: $0)
            }
        }
    }

    /// Takes a look in; a clock that was set back counts for the last hour.
    package mutating func note(_ lag: Int, at now: Timestamp) {
        let hour = now.milliseconds / LagTrail.hourMilliseconds
        guard let last = lags.indices.last.map({ first + Int64($0) }),
            hour - last < LagTrail.hoursMax
        else {
            (first, lags) = (hour, [lag])
            return
        }
        guard hour > last else {
            lags[lags.count - 1] = max(lags[lags.count - 1] ?? 0, lag)
            return
        }
        lags += [Int?](repeating: nil, count: Int(hour - last) - 1) + [lag]
        let excess = max(0, lags.count - LagTrail.hoursMax)
        lags.removeFirst(excess)
        first += Int64(excess)
    }
}

extension SettingsBook {
    private static var trailPrefix: String { "lag." }

    /// What was seen of a replica's lag.
    package func lagTrail(of replica: ReplicaID) throws -> LagTrail {
        LagTrail(text: try meta(Self.trailPrefix + replica.hexadecimal) ?? "")
    }

    fileprivate mutating func keep(_ trail: LagTrail, of replica: ReplicaID) throws {
        try setMeta(Self.trailPrefix + replica.hexadecimal, trail.text)
    }
}

extension HubTransaction {
    /// No more records are counted for one replica: whoever is further behind is far behind.
    package static var lagMax: Int { 1_000 }

    /// How many records changed in what a replica sees, or left it, since it was last proven to
    /// hold what the hub holds for it; at most `lagMax`.
    package func lag(of peer: Peer) throws -> Int {
        let proven = try word(of: peer.replica)?.word.certified ?? 0
        let rows = try rows(in: peer.scopes, after: .end(of: proven), limit: Self.lagMax)
        return Set(rows.map(\.record)).count
    }

    /// Keeps how far behind everybody is who may connect.
    package mutating func noteLags(at now: Timestamp) throws {
        for registration in try registrations() where registration.revokedAt == nil {
            let before = try lagTrail(of: registration.peer.replica)
            var trail = before
            trail.note(try lag(of: registration.peer), at: now)
            if trail != before { try keep(trail, of: registration.peer.replica) }
        }
    }
}
