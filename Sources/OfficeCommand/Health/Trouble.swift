import Merge

/// Why somebody should look at a replica or at the hub, in words of ours and counts.
package struct Trouble: Equatable, Comparable, Sendable {
    /// What can be wrong, the gravest first.
    package enum Kind: Int, CaseIterable, Sendable {
        case diskFailed
        case diskFull
        case digestDiffers
        case hubRewound
        case workLost
        case registryDiffers
        case recordsWithheld
        case restoring
        case exposed
        case certificateUnusable
        case clockBehind
        case changeSetKept
        case untriedChange
        case backupLate
        case missedNights
        case notLevel
        case failing
        case replicaBehind
        case pendingLong
        case blockingConflict
        case quarantine
        case custody
        case eventsUntold
        case purgeOutstanding
        case certificateEnds
        case deskCertificateEnds
        case clockOff
        case timeZoneUnknown
        case baseRepaired
        case copiedDisk
        case refusedAtDoor
        case overQuota

        /// The word that programs read, as every listing spells such words.
        package var name: String {
            "\(self)".replacing(/[A-Z]/) { "-" + $0.output.lowercased() }
        }
    }

    package let kind: Kind
    package let text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    package static func < (left: Trouble, right: Trouble) -> Bool {
        (left.kind.rawValue, left.text) < (right.kind.rawValue, right.text)
    }
}
