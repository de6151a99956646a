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

    /// The start alone, whatever lies behind it: whoever signed it has to be known before more of
    /// it is read.
    ///
    /// - Throws: `CourierFault` where the bytes do not begin with a start within its bound.
    package static func start(of bytes: Bytes) throws(CourierFault) -> CourierStart {
        var reader = FieldReader(bytes, reading: .records)
        return try start(from: &reader)
    }

    private static func start(from reader: inout FieldReader) throws(CourierFault) -> CourierStart {
        guard let run = counted(from: &reader, atMost: SyncLimits.courierStartBytesMax) else {
            throw .damaged
        }
        return try CourierStart(decoding: run)
    }

    /// The next run of bytes; `nil` where it is empty, over the bound, or not whole.
    private static func counted(from reader: inout FieldReader, atMost limit: Int) -> Bytes? {
        do {
            let run = try reader.counted()
            return run.isEmpty || run.count > limit ? nil : run
        } catch { return nil }
    }

    /// - Throws: `CourierFault.damaged` where the bytes are not whole frames within the bounds, or
    ///   one of them is empty: no message is.
    package init(decoding bytes: Bytes) throws(CourierFault) {
        var reader = FieldReader(bytes, reading: .records)
        let start = try CourierLetter.start(from: &reader)
        var frames: [Bytes] = []
        while !reader.isAtEnd {
            guard frames.count < SyncLimits.courierFramesMax,
                let frame = CourierLetter.counted(
                    from: &reader, atMost: SyncLimits.messageBytesMax)
            else { throw .damaged }
            frames.append(frame)
        }
        self.init(start: start, frames: frames)
    }
}
