/// Why a hub ends an exchange.
///
/// Each says what to do; none loses anything.
package enum SyncRefusal: UInt32, Error, CaseIterable, Sendable {
    case versionTooNew = 1
    case versionTooOld = 2
    case otherGroup = 3
    case otherReplica = 4
    case revoked = 5
    case superseded = 6
    case outOfTurn = 7
    case overLimit = 8
    case malformed = 9
    /// The peer asked for more than it may; later it may go on.
    case overQuota = 10
    /// The hub was made of a backup and has not heard every replica yet.
    case restoring = 11

    /// Whether the same replica may be let in later without anybody's doing.
    package var mayPass: Bool { [.superseded, .overQuota, .restoring].contains(self) }

    /// The word that programs read, as every listing spells such words.
    package var name: String {
        "\(self)".replacing(/[A-Z]/) { "-" + $0.output.lowercased() }
    }

    package var advice: String {
        switch self {
        case .versionTooNew: "the hub is older than this replica: upgrade the hub first"
        case .versionTooOld: "this replica is too old for the hub: upgrade it; nothing is lost"
        case .otherGroup: "this hub serves another group: check the address it was joined with"
        case .otherReplica: "the certificate belongs to another replica: join this store again"
        case .revoked:
            "this replica was revoked: ask the administrator for a new invitation, and join with "
                + "--again; nothing is lost"
        case .superseded: "a newer connection of this replica took over"
        case .outOfTurn: "a message came out of turn: sync again, and report it if it persists"
        case .overLimit: "a message exceeds the protocol's limits: report it"
        case .overQuota:
            "this replica asks more of the hub than it may: it goes on by itself; nothing is lost; "
                + "if it persists, ask the hub's operator what `bridgework-hub status` says"
        case .restoring:
            "the hub was restored from a backup and serves nobody before all machines have called: "
                + "this one has; it goes on by itself; nothing is lost"
        case .malformed: "a message could not be read: sync again, and report it if it persists"
        }
    }
}
