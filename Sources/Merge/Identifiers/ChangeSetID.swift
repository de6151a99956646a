/// The content address of a change set: the first sixteen bytes of the SHA-256 of its exact bytes.
package struct ChangeSetID: SixteenByteID {
    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    package var description: String { hexadecimal }
}
