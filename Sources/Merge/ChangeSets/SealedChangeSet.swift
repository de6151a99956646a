internal import Crypto

/// A change set together with its exact bytes and the id they hash to.
///
/// It never changes.
package struct SealedChangeSet: Equatable, Sendable {
    package let id: ChangeSetID
    package let bytes: Bytes
    package let content: ChangeSet

    /// Encodes `content` and derives its id.
    package init(sealing content: ChangeSet) {
        var encoder = ChangeSetEncoder(content)
        let bytes = encoder.encode()
        self.id = SealedChangeSet.address(of: bytes)
        self.bytes = bytes
        self.content = content
    }

    /// Reads bytes from disk or from a peer; the id is always derived, never believed.
    ///
    /// - Throws: `MergeError` when the bytes are no change set within the limits.
    package init(opening bytes: Bytes) throws(MergeError) {
        try SealedChangeSet.checkSize(of: bytes)
        var decoder = ChangeSetDecoder(bytes)
        self.content = try decoder.decode()
        self.id = SealedChangeSet.address(of: bytes)
        self.bytes = bytes
    }

    /// Whether every peer can open these bytes, as `init(opening:)` would find out; their ops are
    /// looked through, and not made again by whoever has just written them.
    ///
    /// - Throws: `MergeError`.
    package func checkOpens() throws(MergeError) {
        try SealedChangeSet.checkSize(of: bytes)
        var decoder = ChangeSetDecoder(bytes, makingOps: false)
        _ = try decoder.decode()
    }

    private static func checkSize(of bytes: Bytes) throws(MergeError) {
        guard bytes.count <= MergeLimits.changeSetBytesMax else {
            throw .overLimit(
                .changeSet, found: bytes.count, limit: MergeLimits.changeSetBytesMax)
        }
    }

    /// The content address of any bytes: the first half of their SHA-256.
    package static func address(of bytes: Bytes) -> ChangeSetID {
        let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
        let bits = digest.withUnsafeBytes { $0.loadUnaligned(as: UInt128.self) }
        return ChangeSetID(bits: UInt128(bigEndian: bits))
    }

    package static func == (left: SealedChangeSet, right: SealedChangeSet) -> Bool {
        left.id == right.id
    }
}
