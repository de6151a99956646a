/// Names one registered store: an office's replica, a central replica, or the hub.
package struct ReplicaID: SixteenByteID {
    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    package var description: String {
        RecordID(bits: bits).description
    }
}
