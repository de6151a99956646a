package import Merge

// A courier file, once it is opened, is what an exchange would have said: the start, then frames as
// they go over a line, each behind its length as a varint, and at the end the sender's signature.

/// What a courier file says.
package struct CourierLetter: Equatable, Sendable {
    package let start: CourierStart
    /// Frames as `sync.proto` has them, in their order.
    package let frames: [Bytes]

    /// Of r and s of ECDSA with P-256.
    package static let signatureBytes = 64

    package init(start: CourierStart, frames: [Bytes]) {
        self.start = start
        self.frames = frames
    }

    /// Everything but the signature.
    package var encoded: [UInt8] {
        var out = FieldWriter(capacity: frames.reduce(512) { $0 + $1.count + 5 })
        out.counted(start.encoded)
        for frame in frames { out.counted(frame) }
        return out.bytes
    }

    /// What the sender signs: that it is a courier file's, and all of it.
    package static func signed(_ encoded: some Collection<UInt8>) -> [UInt8] {
        Array("bridgework courier 1\n".utf8) + encoded
    }

    /// - Throws: `CourierFault.damaged` where the bytes are not whole frames within the bounds.
    package init(decoding bytes: Bytes) throws(CourierFault) {
        var reader = FieldReader(bytes, reading: .records)
        var runs: [Bytes] = []
        do {
            while !reader.isAtEnd { runs.append(try reader.counted()) }
        } catch {
            throw .damaged
        }
        guard let first = runs.first,
            runs.allSatisfy({ $0.count <= SyncLimits.messageBytesMax })
        else { throw .damaged }
        self.init(start: try CourierStart(decoding: first), frames: Array(runs.dropFirst()))
    }
}
