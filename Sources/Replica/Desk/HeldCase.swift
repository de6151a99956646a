package import Merge
package import Records

/// A held write with where it stands.
package struct HeldCase: Equatable, Sendable {
    package let id: RecordID
    package let held: HeldWrite
    /// The state of its workflow, in that workflow's words.
    package let state: String
    /// When it was put there.
    package let since: Timestamp

    /// It waits for somebody's word.
    package var isOpen: Bool {
        held.kind.workflow.state(state)?.isFinal == false
    }
}
