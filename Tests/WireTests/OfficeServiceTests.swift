import Foundation
import GRPCCore
import Synchronization
import Testing

@testable import Wire

/// Calls of the practice's own software are bounded like every other message.
struct OfficeServiceTests {
    @Test func `a message of more bytes than a call may have is not read`() throws {
        let coding = FrameCoding<OfficeCall>(meter: nil)
        let large = [UInt8](repeating: 0, count: WireLimits.officeBytesMax + 1)
        let expected = WireError.overLimit(
            .frame, found: UInt64(large.count), limit: UInt64(WireLimits.officeBytesMax))
        #expect(throws: expected) { try coding.deserialize(GRPCBytes(large)) }
        var frame = Bridgework_V1_OfficeRequest()
        frame.reason = String(repeating: "x", count: WireLimits.officeBytesMax - 10)
        let fits = try OfficeCall(frame: frame).encoded
        #expect(try coding.deserialize(GRPCBytes(fits)) == OfficeCall(frame: frame))
    }

    @Test func `what is no message is unreadable`() throws {
        let coding = FrameCoding<OfficeCall>(meter: nil)
        #expect(throws: WireError.unreadable) { try coding.deserialize(GRPCBytes([8])) }
    }

    @Test func `what only a newer client knows is stepped over`() throws {
        var frame = Bridgework_V1_OfficeRequest()
        frame.client = "pms"
        // Field 4095, a text.
        let bytes = try OfficeCall(frame: frame).encoded + [0xfa, 0xff, 0x01, 0x02, 0x68, 0x69]
        #expect(try OfficeCall(decoding: bytes[...]).frame.client == "pms")
    }
}

/// Bytes as gRPC hands them over.
private struct GRPCBytes: GRPCContiguousBytes {
    private var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(repeating byte: UInt8, count: Int) {
        bytes = Array(repeating: byte, count: count)
    }

    init(_ sequence: some Sequence<UInt8>) {
        bytes = Array(sequence)
    }

    var count: Int { bytes.count }

    func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try bytes.withUnsafeBytes(body)
    }

    mutating func withUnsafeMutableBytes<R>(
        _ body: (UnsafeMutableRawBufferPointer) throws -> R
    ) rethrows -> R {
        try bytes.withUnsafeMutableBytes(body)
    }
}
