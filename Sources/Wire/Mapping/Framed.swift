internal import Foundation
package import Merge
package import SwiftProtobuf
internal import Sync

/// A value that travels as a protobuf message, checked strictly on both sides.
package protocol Framed: Sendable {
    associatedtype Frame: SwiftProtobuf.Message

    /// - Throws: `WireError` when a field is missing, malformed or over its limit.
    init(frame: Frame) throws(WireError)

    var frame: Frame { get }

    /// What a transport must carry of it.
    static var bytesMax: Int { get }
}

extension Framed {
    package static var bytesMax: Int { SyncLimits.messageBytesMax }

    /// Reads one message.
    ///
    /// Fields that a newer peer added are stepped over.
    package init(decoding bytes: Bytes) throws(WireError) {
        let frame: Frame
        do {
            frame = try bytes.withUnsafeBytes { try Frame(serializedBytes: $0.bytes) }
        } catch {
            throw .unreadable
        }
        try self.init(frame: frame)
    }

    /// The message's bytes: equal values have equal bytes.
    ///
    /// - Throws: `WireError.overLimit` when no peer would take it.
    package var encoded: [UInt8] {
        get throws(WireError) {
            let bytes: [UInt8]
            do { bytes = try frame.serializedBytes() } catch { throw .unreadable }
            guard bytes.count <= Self.bytesMax else {
                throw .overLimit(
                    .frame, found: UInt64(bytes.count), limit: UInt64(Self.bytesMax))
            }
            return bytes
        }
    }
}
