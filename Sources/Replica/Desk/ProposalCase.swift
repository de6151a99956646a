package import Merge
package import Practice

/// A proposal with where it stands.
package struct ProposalCase: Equatable, Sendable {
    package let id: RecordID
    package let request: ProposalDraft.Request
    package let status: Status

    package enum Status: String, Sendable {
        case open, needsEvidence, accepted, rejected, withdrawn, superseded

        /// It waits for the centre's word.
        package var isUndecided: Bool { self == .open || self == .needsEvidence }
    }
}
