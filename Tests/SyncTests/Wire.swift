import Merge
import Simulator
import Sync

/// One exchange, message by message: a test may stop between any two of them.
struct Wire {
    private(set) var office: OfficeSession
    private(set) var hub: HubSession
    private(set) var toHub: [OfficeMessage] = []
    private(set) var toOffice: [HubMessage] = []
    /// How many messages arrived, and which.
    private(set) var delivered = 0
    private(set) var log: [String] = []

    init(peer: Peer, now: Timestamp, rowsMax: Int = SyncLimits.pageRowsMax, isLive: Bool = false) {
        office = OfficeSession(now: now, isLive: isLive, rowsMax: rowsMax)
        hub = HubSession(peer: peer)
    }

    mutating func greet(_ ledger: MemoryOffice) throws {
        toHub.append(
            try office.hello(
                group: SmallGroup.id, replica: ledger.replica, schemaVersion: 1, ledger: ledger))
    }

    /// Delivers the next message; the hub's come first.
    ///
    /// `false` when the wire is silent.
    mutating func step(_ group: inout SmallGroup, _ index: Int) throws -> Bool {
        if !toOffice.isEmpty {
            let message = toOffice.removeFirst()
            delivered += 1
            log.append(message.kind)
            toHub += try office.receive(message, ledger: &group.offices[index])
            return true
        }
        guard !toHub.isEmpty else { return false }
        let message = toHub.removeFirst()
        delivered += 1
        log.append(message.kind)
        toOffice += try hub.receive(
            message, admission: group.admission, group: SmallGroup.id, now: group.now,
            ledger: &group.hub)
        return true
    }

    mutating func run(_ group: inout SmallGroup, _ index: Int) throws {
        while try step(&group, index) {}
    }

    /// Lets the hub's last message arrive twice.
    mutating func doubleLast() {
        guard let last = toOffice.last, last.kind == "page",
            ["hello", "push", "pull"].contains(log.last)
        else { return }
        toOffice.append(last)
    }

    mutating func wrote(_ group: inout SmallGroup, _ index: Int) throws {
        toHub += try office.wrote(ledger: &group.offices[index])
    }

    mutating func historyGrew(_ group: SmallGroup) throws {
        toOffice += try hub.historyGrew(ledger: group.hub)
    }

    mutating func dropAll() {
        toHub = []
        toOffice = []
    }
}

extension OfficeMessage {
    var kind: String {
        switch self {
        case .hello: "hello"
        case .push: "push"
        case .pushSealed: "pushSealed"
        case .pull: "pull"
        case .compare: "compare"
        case .purged: "purged"
        case .revocations: "revocations"
        }
    }
}

extension HubMessage {
    var kind: String {
        switch self {
        case .welcome: "welcome"
        case .acknowledged: "acknowledged"
        case .page: "page"
        case .refused: "refused"
        case .repair: "repair"
        }
    }
}
