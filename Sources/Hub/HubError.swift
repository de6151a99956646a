package import Merge
package import Sync

/// Why the hub did not do what an operator asked.
package enum HubError: Error, Equatable, Sendable {
    case noSuchOffice
    case ambiguousOffice([RecordID])
    case noSuchReplica
    case ambiguousReplica(count: Int)
    case alreadyRevoked
    /// A machine of another office or role has the name.
    case nameTaken
    case badAddress
    /// Where the hub is reached: no name that a certificate can spell, or no port.
    case badHubAddress
    case knownAddress(HubAddress)
    case unknownAddress(HubAddress)
    case lastAddress
    case tooManyAddresses
    case badRole
    case badName
    case badRecordID
    case noSuchRecord
    case recordEmpty
    case badReason
    /// Nothing can be tried apart here.
    case noTrial
}

extension HubError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchOffice:
            "the hub knows no office by that code: create it on a central replica with "
                + "`bridgework create office code=CODE name=NAME`, sync, and invite again"
        case .ambiguousOffice(let offices):
            "several offices go by that code: "
                + offices.map(\.description).joined(separator: ", ")
                + "; settle which one stands on a central replica: `bridgework conflicts list`"
        case .noSuchReplica:
            "no replica has that name, and no replica's id ends like that: "
                + "`bridgework-hub replicas` lists them"
        case .ambiguousReplica(let count):
            "\(count) replicas have that name or an id that ends like that: give more of the id"
        case .alreadyRevoked:
            "that replica was revoked before: nothing is left to do"
        case .nameTaken:
            "a machine of another office or role has that name: choose another, or revoke that "
                + "one; `bridgework-hub replicas` lists them"
        case .badAddress: "--listen takes ADDRESS:PORT, such as 0.0.0.0:7443"
        case .badHubAddress:
            "an address is HOST or HOST:PORT, such as hub.example.com:7443: a DNS name, an IPv4 "
                + "address, or an IPv6 address in brackets, and a port from 1 to 65534"
        case .knownAddress(let address):
            "the hub has \(address) already: `bridgework-hub address` lists its addresses"
        case .unknownAddress(let address):
            "the hub does not have \(address): `bridgework-hub address` lists its addresses"
        case .lastAddress:
            "a hub without an address is reached by nobody: add the next one first"
        case .tooManyAddresses:
            "a hub has up to \(SyncLimits.addressesMax) addresses: remove one first"
        case .badRole: "--role takes coordinator or admin"
        case .badName: "a name is 1 to 100 characters"
        case .badRecordID:
            "that is no record's id: give all 32 digits, as `bridgework-hub status`, `events` and "
                + "`history` print them"
        case .noSuchRecord: "the hub holds no record of that id: nothing was cut"
        case .recordEmpty: "nothing stands in that record any more: nothing was cut"
        case .noTrial: "what is tried apart cannot leave a mark in its folder: free space there"
        case .badReason: "--reason takes 1 to 1,024 bytes of text: say why, for the history"
        }
    }
}
