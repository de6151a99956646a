import Merge
import Sync

/// A hub, its offices, the lines between them and everything that goes wrong, grown from one seed.
///
/// First faults and work, in virtual time from one queue of events; then the world heals, and the
/// checkers require what was promised.
package struct World {
    static let group = RecordID(bits: 0xB01D)
    static let hubReplica = MemoryHub.replica
    static let sitesMax = 7
    /// 2026-01-01: virtual time counts from here.
    static let epoch: Int64 = 1_767_225_600_000

    let options: WorldOptions
    var dice: Dice
    var clock: UInt64 = 0
    var queue = EventQueue()
    package var hub = MemoryHub()
    /// Whether the hub's program knows what the offices' does.
    var isHubUpgraded = false
    /// What the hub could be restored to, oldest first; never empty.
    var backups: [MemoryHub] = []
    package var sites: [Site] = []
    var lines: [Line?] = []
    package var journal = Journal()
    package var sightings = Sightings()
    var trace: Trace

    package init(_ options: WorldOptions) {
        self.options = options
        self.dice = Dice(seed: options.seed)
        self.trace = Trace(isVerbose: options.isVerbose)
        register()
        hub.backedUpThrough = 0
        backups = [hub]
    }

    static let offices: [RecordID] = (1...3).map { RecordID(bits: 0x0FF1CE << 8 | UInt128($0)) }

    private mutating func register() {
        for (index, office) in World.offices.enumerated() {
            let scopes: [Scope] = [.group, .office(office)] + (index == 0 ? [.clinical] : [])
            add("office \(index)", replica: UInt128(index + 1), .office, office, scopes)
        }
        add(
            "centre", replica: 9, .coordinator, nil,
            [.group, .central, .credentialing, .clinical])
        let mallory = World.mallory
        hub.principals[mallory.replica] = mallory
    }

    private mutating func add(
        _ name: String, replica: UInt128, _ role: Role, _ office: RecordID?, _ scopes: [Scope]
    ) {
        let peer = Peer(
            replica: ReplicaID(bits: replica), role: role, office: office, scopes: scopes)
        hub.principals[peer.replica] = peer
        sites.append(Site(name: name, peer: peer, clockOffset: clockOffset()))
    }

    /// Most clocks are right, some are minutes off, a few years.
    private mutating func clockOffset() -> Int64 {
        let year: Int64 = 365 * 86_400_000
        let offset: Int64 =
            switch dice.below(6) {
            case 0: year * Int64(1 + dice.below(5))
            case 1: -year * Int64(1 + dice.below(5))
            case 2: Int64(dice.below(600_000)) - 300_000
            default: 0
            }
        sightings.saw(.clockAhead, offset > 0 ? 1 : 0)
        sightings.saw(.clockBehind, offset < 0 ? 1 : 0)
        return offset
    }

    var now: Timestamp {
        Timestamp(milliseconds: World.epoch + Int64(clock))
    }

    func now(at site: Int) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds + sites[site].clockOffset)
    }

    var admission: Admission {
        Admission(
            rules: isHubUpgraded ? SimulatedRules.rules : SimulatedRules.olderRules,
            hub: World.hubReplica, now: now,
            secret: SimulatedRules.secret)
    }
}
