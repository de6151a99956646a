package import Merge

/// A link of the hub's history: `h(p) = SHA-256(h(p-1) ‖ change set id ‖ verdicts)`, first 16
/// bytes.
package struct ChainHash: SixteenByteID {
    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    /// The link before the first change set.
    package static let origin = ChainHash(bits: 0)

    package func next(_ id: ChangeSetID, _ verdicts: [Verdict]) -> ChainHash {
        let link = bytes + id.bytes + verdicts.map(\.rawValue)
        return ChainHash(bits: SealedChangeSet.address(of: link[...]).bits)
    }

    package var description: String { hexadecimal }
}
