package import Merge

/// What keeps transactions from payors whose contracts are in force; worked out at read.
package struct ConnectionGap: Sendable {
    package let payor: RecordID
    package let transaction: PayorConnection.Transaction
    /// `nil` where there is none.
    package let connection: Connection?
    package let kind: Kind
    package let doctors: [RecordID]

    /// What is the matter.
    package enum Kind: String, CaseIterable, Sendable {
        /// No connection for what every payor with a contract should take.
        case missing
        /// Asked for or tested, and nobody has heard of it for a month, or somebody should look.
        case silent
        /// Turned away or suspended.
        case stopped
        /// Two people's steps do not agree.
        case conflict
        /// Live, and the clearinghouse lacks doctors whose cases are in force.
        case notLoaded

        package var words: String {
            switch self {
            case .missing: "no connection"
            case .silent: "nothing heard"
            case .stopped: "rejected or suspended"
            case .conflict: "steps that contradict each other"
            case .notLoaded: "doctors not loaded"
            }
        }
    }
}
