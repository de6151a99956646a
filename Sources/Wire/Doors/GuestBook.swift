internal import Merge

// Who may stay when too many come? The newest are let in, and the oldest of those who have not said
// who they are have to go: a stranger can fill every place, but an honest machine needs a place for
// the tenth of a second that TLS and the registry take, and gets it as long as nobody opens all
// places anew in that time. Were the newest refused, a few idle sockets would lock an office out.
// Places are counted by address, and in all, where the address with the most strangers gives: one
// address cannot crowd out another. Being through with TLS counts for nothing, for anybody can be.
// Whoever the registry knows is no stranger and never crowded out.

/// Who is at the door: a value that says who has to go for whom.
struct GuestBook: Equatable {
    private struct Guest: Equatable {
        let number: UInt64
        let host: String
        var replica: ReplicaID?
        /// The sizes of messages that wait to be read.
        var unread: [Int] = []

        var unreadBytes: Int { unread.reduce(0, +) }
    }

    private let terms: ListenerTerms
    private var guests: [UInt64: Guest] = [:]
    private var last: UInt64 = 0
    private var strangers: [String: Int] = [:]
    private var strangerCount = 0

    init(_ terms: ListenerTerms) {
        self.terms = terms
    }

    var count: Int { guests.count }

    /// - Returns: the newcomer's number, and who has to go for it; whoever that is has gone from
    ///   the book, so that the next newcomer has another go.
    mutating func enter(from host: String) -> (number: UInt64, leaving: UInt64?) {
        last += 1
        guests[last] = Guest(number: last, host: host)
        strangers[host, default: 0] += 1
        strangerCount += 1
        let leaving = crowdedOut(by: host)
        if let leaving { leave(leaving) }
        return (last, leaving)
    }

    private func crowdedOut(by host: String) -> UInt64? {
        if strangers[host, default: 0] > terms.strangersPerAddressMax {
            return oldestStranger { $0 == host }
        }
        guard strangerCount > terms.strangersMax, let most = strangers.values.max() else {
            return nil
        }
        return oldestStranger { strangers[$0] == most }
    }

    private func oldestStranger(where isHost: (String) -> Bool) -> UInt64? {
        var oldest: UInt64?
        for guest in guests.values where guest.replica == nil && isHost(guest.host) {
            oldest = min(oldest ?? guest.number, guest.number)
        }
        return oldest
    }

    /// The registry knows who it is.
    ///
    /// - Returns: the replica's older connections that have to go.
    mutating func prove(_ number: UInt64, as replica: ReplicaID) -> [UInt64] {
        guard let guest = guests[number], guest.replica == nil else { return [] }
        guests[number]?.replica = replica
        forgetStranger(from: guest.host)
        let own = guests.values.filter { $0.replica == replica }.map(\.number).sorted()
        return Array(own.dropLast(terms.connectionsPerReplicaMax))
    }

    mutating func leave(_ number: UInt64) {
        guard let guest = guests.removeValue(forKey: number), guest.replica == nil else { return }
        forgetStranger(from: guest.host)
    }

    private mutating func forgetStranger(from host: String) {
        strangerCount -= 1
        let count = strangers[host, default: 1] - 1
        strangers[host] = count > 0 ? count : nil
    }

    /// A whole message has come, and waits to be read.
    ///
    /// - Returns: whether the guest's replica is within its budget with it.
    mutating func put(_ bytes: Int, for number: UInt64) -> Bool {
        guard let guest = guests[number] else { return true }
        guests[number]?.unread.append(bytes)
        let held =
            guest.replica.map { replica in
                guests.values.filter { $0.replica == replica }.reduce(0) { $0 + $1.unreadBytes }
            } ?? (guest.unreadBytes + bytes)
        return held <= terms.unreadBytesMax
    }

    /// The guest's oldest message is read.
    mutating func take(from number: UInt64) {
        guard let guest = guests[number], !guest.unread.isEmpty else { return }
        guests[number]?.unread.removeFirst()
    }

    /// The guest has no call open: nothing of it can be read any more.
    mutating func clear(_ number: UInt64) {
        guests[number]?.unread.removeAll()
    }
}
