package import Merge

/// What a person's key signs: bytes that begin with what they are for, so that no signature can
/// stand for another, in another group or at another machine.
package enum PersonStatement: Equatable, Sendable {
    /// This key is mine, and lies at that machine.
    case possession(
        group: RecordID, user: RecordID, invitation: [UInt8], machine: ReplicaID,
        publicKey: [UInt8])
    /// I am at this machine's desk now: the answer to 32 bytes that nobody could foresee.
    case session(group: RecordID, user: RecordID, machine: ReplicaID, challenge: [UInt8])

    var bytes: [UInt8] {
        switch self {
        case .possession(let group, let user, let invitation, let machine, let publicKey):
            Array("bridgework person key 1\n".utf8) + Array(group.bytes) + Array(user.bytes)
                + invitation + Array(machine.bytes) + publicKey
        case .session(let group, let user, let machine, let challenge):
            Array("bridgework person session 1\n".utf8) + Array(group.bytes) + Array(user.bytes)
                + Array(machine.bytes) + challenge
        }
    }
}
