import Merge
import Sync
import Testing

@testable import Wire

/// Bytes that are damaged decode or throw; they never trap.
@Suite struct DamageTests {
    /// Decoding either works or throws an error of ours.
    private func survives(_ vector: Vector, _ bytes: Bytes) {
        do {
            _ = try vector.isValue(bytes)
        } catch {
            #expect(
                error is WireError || error is MergeError || error is HubCopyFault
                    || error is CourierFault
                    || error is SyncError, "\(error)")
        }
    }

    @Test(arguments: Vector.all)
    func `every prefix decodes or throws`(vector: Vector) throws {
        let bytes = try vector.encoded()
        for count in 0..<bytes.count { survives(vector, bytes.prefix(count)) }
    }

    /// All values of each byte of a short vector; of a longer one, each bit turned and the
    /// extremes.
    @Test(arguments: Vector.all)
    func `every damaged byte decodes or throws`(vector: Vector) async throws {
        let bytes = try vector.encoded()
        for index in bytes.indices {
            let byte = bytes[index]
            let values =
                bytes.count < 64
                ? Array(UInt8.min...UInt8.max)
                : (0..<8).map { byte ^ 1 << $0 } + [0, 0x7F, 0x80, 0xFF]
            for value in values where value != byte {
                var damaged = bytes
                damaged[index] = value
                survives(vector, damaged[...])
            }
            await Task.yield()
        }
    }

    @Test(arguments: Vector.all)
    func `every lost or doubled byte decodes or throws`(vector: Vector) throws {
        let bytes = try vector.encoded()
        for index in bytes.indices {
            var shorter = bytes
            shorter.remove(at: index)
            survives(vector, shorter[...])
            var longer = bytes
            longer.insert(bytes[index], at: index)
            survives(vector, longer[...])
        }
    }

    @Test(arguments: [UInt64(17), 4_242])
    func `random bytes decode or throw`(seed: UInt64) {
        var state = seed
        for _ in 0..<500 {
            var bytes: [UInt8] = []
            for _ in 0..<(state % 97) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(UInt8(truncatingIfNeeded: state >> 33))
            }
            state = state &* 6_364_136_223_846_793_005 &+ 1
            for vector in Vector.all { survives(vector, bytes[...]) }
        }
    }

    @Test(arguments: Vector.officeFrames + Vector.hubFrames)
    func `a field of a newer release is stepped over`(vector: Vector) throws {
        // Field 1000, a number, and field 1001, bytes: neither exists yet.
        let newer = try vector.encoded() + [0xC0, 0x3E, 7, 0xCA, 0x3E, 2, 8, 9]
        #expect(try vector.isValue(newer[...]))
    }
}
