internal import GRPCCore
internal import SwiftProtobuf
internal import Sync

/// Turns values straight into gRPC's message bytes and back, and counts them.
struct FrameCoding<Value: Framed>: MessageSerializer, MessageDeserializer {
    let meter: TrafficMeter?

    func serialize<Output: GRPCContiguousBytes>(_ value: Value) throws -> Output {
        let bytes = try value.encoded
        meter?.addSent(bytes.count)
        guard let output = bytes as? Output else { return Output(bytes) }
        return output
    }

    func deserialize<Input: GRPCContiguousBytes>(_ bytes: Input) throws -> Value {
        meter?.addReceived(bytes.count)
        let count = bytes.withUnsafeBytes { $0.count }
        guard count <= Value.bytesMax else {
            throw WireError.overLimit(
                .frame, found: UInt64(count), limit: UInt64(Value.bytesMax))
        }
        let frame: Value.Frame
        do {
            frame = try bytes.withUnsafeBytes { try Value.Frame(serializedBytes: $0.bytes) }
        } catch {
            throw WireError.unreadable
        }
        return try Value(frame: frame)
    }
}
