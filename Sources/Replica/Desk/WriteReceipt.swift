package import Merge

/// What became of a write at this desk.
package struct WriteReceipt: Equatable, Sendable {
    package var changeSets: [ChangeSetID] = []
    /// Ops that count here at once.
    package var applied = 0
    /// Proposals made of what is not this replica's to write.
    package var proposals: [RecordID] = []

    package var isEmpty: Bool { changeSets.isEmpty }

    /// What came of further writes, after these.
    static func += (receipt: inout WriteReceipt, more: WriteReceipt) {
        receipt.changeSets += more.changeSets
        receipt.applied += more.applied
        receipt.proposals += more.proposals
    }
}
