package import Merge

/// A link of the hub's history: the first 16 bytes of
/// `h(p) = SHA-256(h(p-1) ‖ change set id ‖ verdicts ‖ effective time)`.
///
/// The time is in it because a restored hub may let another one count for the same change set, and
/// `latest` would then answer differently at offices that had heard the first.
package struct ChainHash: SixteenByteID {
    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    /// The link before the first change set.
    package static let origin = ChainHash(bits: 0)

    package func next(
        _ id: ChangeSetID, _ verdicts: [Verdict], effectiveAt: Timestamp
    ) -> ChainHash {
        let time = withUnsafeBytes(of: effectiveAt.milliseconds.bigEndian) { Array($0) }
        let link = bytes + id.bytes + verdicts.map(\.rawValue) + time
        return ChainHash(bits: SealedChangeSet.address(of: link[...]).bits)
    }

    package var description: String { hexadecimal }
}
