extension RecordState {
    /// Stands for what somebody saw of a record: 16 bytes that are others once any of its live
    /// entries is another, and the same however the entries came here.
    ///
    /// A write that says what its author had seen is refused where the record has moved on. When
    /// the hub gives an entry its position, nobody has written anything: the basis stays.
    package var basis: Bytes {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += entry.id.changeSet.bytes
            withUnsafeBytes(of: entry.id.index.bigEndian) { bytes += $0 }
        }
        return SealedChangeSet.address(of: bytes[...]).bytes[...]
    }
}
