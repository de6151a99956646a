/// Names one entry: the change set that wrote it and the op's index there.
package struct EntryID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let changeSet: ChangeSetID
    package let index: UInt32

    package init(changeSet: ChangeSetID, index: UInt32) {
        self.changeSet = changeSet
        self.index = index
    }

    package static func < (left: EntryID, right: EntryID) -> Bool {
        (left.changeSet, left.index) < (right.changeSet, right.index)
    }

    package var description: String {
        "\(changeSet.hexadecimal.prefix(8))/\(index)"
    }
}
