import Merge
import Testing

@testable import Sync

/// A push in parts between which others are served.
struct PartsTests {
    private func bytes(_ count: Int, _ mark: UInt8) -> Bytes {
        Bytes(repeating: mark, count: count)
    }

    private func sets(_ parts: [OfficeMessage]) -> [[UInt8]] {
        parts.map { part in
            switch part {
            case .push(let all): all.map { $0.first ?? 0 }
            case .pushSealed(let all): all.map { $0.bytes.first ?? 0 }
            default: []
            }
        }
    }

    @Test func `a part ends with the change set that fills it`() {
        let half = SyncLimits.partBytesMax / 2
        let all = [bytes(half, 1), bytes(half, 2), bytes(1, 3), bytes(3 * half, 4), bytes(1, 5)]
        #expect(sets(OfficeMessage.push(all).parts) == [[1, 2], [3, 4], [5]])
        let boxes = all.map { SealedBox(id: ChangeSetID(bits: 1), bytes: $0) }
        #expect(sets(OfficeMessage.pushSealed(boxes).parts) == [[1, 2], [3, 4], [5]])
    }

    @Test func `what is small stays one, and so does what is no push`() {
        let junk = (0..<SyncLimits.pushCountMax).map { _ in bytes(20, 1) }
        #expect(OfficeMessage.push(junk).parts == [.push(junk)])
        #expect(OfficeMessage.push([]).parts == [.push([])])
        let pull = OfficeMessage.pull(OfficeMessage.Pull(cursor: .origin, rowsMax: 1))
        #expect(pull.parts == [pull])
    }

    @Test func `what is beyond a limit stays whole, and is refused whole`() {
        let many = OfficeMessage.push((0...SyncLimits.pushCountMax).map { _ in bytes(99, 1) })
        #expect(many.parts == [many])
        let large = OfficeMessage.push(
            [bytes(SyncLimits.pushBytesMax, 1)] + [
                bytes(MergeLimits.changeSetBytesMax, 2), bytes(1, 3),
            ])
        #expect(large.parts == [large])
    }
}
