internal import NIOCore

/// Until when a connection has to have done what: a pure schedule, asked with the time.
struct VisitSchedule: Equatable {
    private let terms: ListenerTerms
    private let opened: NIODeadline
    /// Whether the peer has to be known to the registry; whoever opens our unix socket is.
    private var hasToProve: Bool
    private var secured: NIODeadline?
    private var heard: NIODeadline
    private var hasCalled = false
    /// Calls in which nothing has been said yet, and since when.
    private var unsaid: [Int: NIODeadline] = [:]

    init(_ terms: ListenerTerms, at now: NIODeadline, isLocal: Bool) {
        self.terms = terms
        opened = now
        heard = now
        secured = isLocal ? now : nil
        hasToProve = !isLocal
    }

    mutating func hear(at now: NIODeadline) { heard = now }

    mutating func secure(at now: NIODeadline) { secured = now }

    mutating func prove() { hasToProve = false }

    mutating func open(call: Int, at now: NIODeadline) {
        hasCalled = true
        unsaid[call] = now
    }

    mutating func hearMessage(in call: Int) { unsaid[call] = nil }

    mutating func close(call: Int) { unsaid[call] = nil }

    /// What the connection is closed for next, and when.
    var next: (fault: DoorFault, at: NIODeadline) {
        var due: [(fault: DoorFault, at: NIODeadline)] = [
            (.silent, heard + TimeAmount(terms.silence)), (.old, opened + TimeAmount(terms.age)),
        ]
        if let secured {
            if !hasCalled { due.append((.uncalled, secured + TimeAmount(terms.firstCall))) }
        } else {
            due.append((.unsecured, opened + TimeAmount(terms.securing)))
        }
        if let first = unsaid.values.min() {
            due.append((.unsaid, first + TimeAmount(terms.firstMessage)))
        }
        if hasToProve { due.append((.unproven, opened + TimeAmount(terms.proving))) }
        return due.min { $0.at < $1.at } ?? due[0]
    }

    func fault(at now: NIODeadline) -> DoorFault? { next.at <= now ? next.fault : nil }
}
