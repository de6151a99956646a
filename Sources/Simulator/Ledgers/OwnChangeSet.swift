package import Merge
package import Sync

/// A change set that this store wrote, and what the hub said to it.
package struct OwnChangeSet: Equatable, Sendable {
    package let sealed: SealedChangeSet
    /// `nil` while the hub has not answered.
    package var answer: HubMessage.Acknowledgement?

    package init(_ sealed: SealedChangeSet, answer: HubMessage.Acknowledgement? = nil) {
        self.sealed = sealed
        self.answer = answer
    }

    /// Whether it still lies on top of the base: until `from` has passed its position.
    package func isOverlay(from: UInt64) -> Bool {
        guard let answer else { return true }
        return answer.head.position > from
    }
}
