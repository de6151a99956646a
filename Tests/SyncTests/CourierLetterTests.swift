import Merge
import Sync
import Testing

/// What a courier file says, as bytes.
struct CourierLetterTests {
    private static let up = CourierStart(
        group: RecordID(bits: 1), from: ReplicaID(bits: 2), number: 3,
        madeAt: Timestamp(milliseconds: 1_700_000_000_000),
        direction: .up(.init(certificate: [48, 1], answerKey: [4, 5])))

    private static func down(_ at: Cursor, isLast: Bool) -> CourierStart {
        CourierStart(
            group: RecordID(bits: 1), from: ReplicaID(bits: 2), number: 3,
            madeAt: Timestamp(milliseconds: 1_700_000_000_000),
            direction: .down(.init(to: ReplicaID(bits: 9), part: 2, isLast: isLast, at: at)))
    }

    private static let starts = [
        up, down(.origin, isLast: true),
        down(
            Cursor(from: 5, through: RowMark(position: 7, record: RecordID(bits: 8))),
            isLast: false),
    ]

    @Test(arguments: starts)
    func `what was written is read`(start: CourierStart) throws {
        #expect(try CourierStart(decoding: start.encoded[...]) == start)
        let letter = CourierLetter(start: start, frames: [[1, 2], [3]])
        #expect(try CourierLetter(decoding: letter.encoded[...]) == letter)
    }

    @Test func `frames that are empty, or too many, are refused before they are kept`() throws {
        let start = CourierLetter(start: Self.up, frames: []).encoded
        #expect(throws: CourierFault.damaged) { try CourierLetter(decoding: start[...] + [0]) }
        var many = start
        for _ in 0..<SyncLimits.courierFramesMax { many += [1, 7] }
        let frames = try CourierLetter(decoding: many[...]).frames
        #expect(frames.count == SyncLimits.courierFramesMax)
        #expect(throws: CourierFault.damaged) { try CourierLetter(decoding: many[...] + [1, 7]) }
        // The start is read without them: its signer has to be known first.
        #expect(try CourierLetter.start(of: start[...] + [9]) == Self.up)
        let long = [UInt8](repeating: 0, count: SyncLimits.courierStartBytesMax + 1)
        var out = FieldWriter()
        out.counted(long[...])
        #expect(throws: CourierFault.damaged) { try CourierLetter.start(of: out.bytes[...]) }
    }

    @Test func `half a frame, nothing and a later form are refused`() throws {
        let bytes = CourierLetter(start: Self.up, frames: [[1, 2]]).encoded
        #expect(throws: CourierFault.damaged) {
            try CourierLetter(decoding: bytes.dropLast()[...])
        }
        #expect(throws: CourierFault.damaged) { try CourierLetter(decoding: []) }
        var later = Self.up.encoded
        later[1] = 2
        #expect(throws: CourierFault.laterRelease) { try CourierStart(decoding: later[...]) }
        #expect(throws: CourierFault.damaged) {
            try CourierStart(decoding: Self.up.encoded.dropLast(3)[...])
        }
    }
}
