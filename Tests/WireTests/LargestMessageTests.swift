import Foundation
import Merge
import Sync
import Testing

@testable import Wire

/// Nothing that the limits allow is too large to send.
struct LargestMessageTests {
    /// As many entries as a record may hold, each of another change set and author, with the
    /// shortest names there are: what costs the most beside the values themselves.
    private static let manyEntries: RecordState = {
        let size = MergeLimits.entryBytes + 1
        return RecordState(
            entries: (0..<MergeLimits.recordBytesMax / size).map { number in
                let bits = UInt128(number + 1) << 64 | UInt128.max >> 64
                return Entry(
                    id: EntryID(changeSet: ChangeSetID(bits: bits), index: 65_535),
                    attribute: "a", key: [], value: [],
                    origin: Origin(
                        changeSet: ChangeSetID(bits: bits),
                        position: UInt64(Int64.max) - UInt64(2 * number),
                        effectiveAt: Timestamp(milliseconds: .min),
                        replica: ReplicaID(bits: bits), actor: RecordID(bits: bits)))
            })
    }()

    /// Few entries, each as large as one may be, with a name of its own.
    private static let largeEntries: RecordState = {
        var entries: [Entry] = []
        var left = MergeLimits.recordBytesMax
        while left > 0 {
            let name = "a" + String(repeating: "b", count: 62) + "\(entries.count % 10)"
            let key = [UInt8](repeating: UInt8(entries.count), count: MergeLimits.keyBytesMax)[...]
            let overhead = MergeLimits.entryBytes + 64 + key.count
            guard left > overhead else { break }
            let value = [UInt8](
                repeating: 3, count: min(MergeLimits.valueBytesMax, left - overhead))[...]
            left -= overhead + value.count
            let id = ChangeSetID(bits: UInt128(entries.count + 1))
            entries.append(
                Entry(
                    id: EntryID(changeSet: id, index: 0), attribute: name, key: key, value: value,
                    origin: Origin(
                        changeSet: id, position: 5, effectiveAt: Timestamp(milliseconds: 0),
                        replica: ReplicaID(bits: 1), actor: nil)))
        }
        return RecordState(entries: entries)
    }()

    /// The places of types with the longest names.
    private static func place(_ number: Int) -> DigestPlace {
        let type = "t" + String(repeating: "y", count: 60) + "\(1_000 + number / 256)".suffix(3)
        return DigestPlace(type: type, bucket: UInt8(number % 256))
    }

    /// A page that is as full as can be without being closed, and then takes one more record.
    private func rows(last state: RecordState) throws -> Bytes {
        #expect(state.isWithinBound)
        #expect(state.byteCount > MergeLimits.recordBytesMax - 2_048)
        let row = { (state: RecordState) in
            PageRow(
                record: RecordID(bits: .max - 1), type: String(repeating: "t", count: 64),
                content: .current(Manifest(of: state), state.entries))
        }
        var encoder = PageEncoder()
        let id = ChangeSetID(bits: 1)
        let filler = RecordState(entries: [
            Entry(
                id: EntryID(changeSet: id, index: 0), attribute: "f", key: [],
                value: [UInt8](repeating: 1, count: SyncLimits.pageBytesMax - 400)[...],
                origin: Origin(
                    changeSet: id, position: 1, effectiveAt: Timestamp(milliseconds: 0),
                    replica: ReplicaID(bits: 9), actor: nil))
        ])
        encoder.append(row(filler))
        #expect(encoder.byteCount <= SyncLimits.pageBytesMax)
        let before = encoder.byteCount
        encoder.append(row(state))
        // What a record counts is never less than what it takes.
        #expect(encoder.byteCount - before <= state.byteCount + 256)
        return encoder.encoded
    }

    @Test(arguments: [0, 1])
    func `a full page and the largest record fit one message`(kind: Int) throws {
        let states = [LargestMessageTests.manyEntries, LargestMessageTests.largeEntries]
        let rows = try rows(last: states[kind])
        let page = HubMessage.page(
            HubMessage.Page(
                at: Cursor(from: 1, through: 2), to: RowMark(position: 3, record: .init(bits: 5)),
                isLast: false, head: Sample.head, rows: rows))
        #expect(try page.encoded.count <= SyncLimits.messageBytesMax)
        // A repair names its places beside them, and what it left out.
        let places = (0..<SyncLimits.placesMax).map { number in
            LargestMessageTests.place(number)
        }
        let withheld = (0..<SyncLimits.withheldMax).map { RecordID(bits: UInt128($0)) }
        let repair = HubMessage.repair(
            HubMessage.Repair(
                head: Sample.head, digest: Sample.sums.total, places: places.sorted(),
                hasMore: true, after: withheld[0], upTo: withheld[1], withheld: withheld,
                rows: rows))
        let bytes = try repair.encoded
        #expect(bytes.count <= SyncLimits.messageBytesMax)
        #expect(try HubMessage(decoding: bytes[...]) == repair)
    }

    @Test func `a comparison of all places is one that the hub takes`() throws {
        var sums = DigestSums()
        for number in 0..<SyncLimits.placesMax {
            sums.add(
                SetDigest(bits: UInt128(number + 1)), at: LargestMessageTests.place(number))
        }
        let compare = OfficeMessage.compare(
            OfficeMessage.Compare(cursor: Cursor(from: 1, through: 1), sums: sums))
        let bytes = try compare.encoded
        #expect(bytes.count <= WireLimits.inboundBytesMax)
        #expect(try OfficeMessage(decoding: bytes[...]) == compare)
        sums.add(SetDigest(bits: 7), at: DigestPlace(type: "zzz", bucket: 0))
        let more = OfficeMessage.compare(
            OfficeMessage.Compare(cursor: Cursor(from: 1, through: 1), sums: sums))
        #expect(throws: WireError.self) { try OfficeMessage(decoding: more.encoded[...]) }
    }

    @Test func `a mark names a record only inside a position`() throws {
        for mark in [RowMark.end(of: 3), RowMark(position: 3, record: RecordID(bits: 7))] {
            let pull = OfficeMessage.pull(
                OfficeMessage.Pull(cursor: Cursor(from: 2, through: mark)))
            #expect(try OfficeMessage(decoding: pull.encoded[...]) == pull)
        }
        let refusal = { (record: Data, through: UInt64) -> WireError? in
            var cursor = Bridgework_V1_Cursor()
            cursor.through = through
            cursor.record = record
            do throws(WireError) { _ = try Cursor(wire: cursor, isPresent: true) } catch {
                return error
            }
            return nil
        }
        #expect(refusal(Data(repeating: 1, count: 16), 3) == nil)
        #expect(refusal(Data(repeating: 1, count: 15), 3) == .malformed(.record))
        #expect(refusal(Data(repeating: 255, count: 16), 3) == .malformed(.record))
        #expect(refusal(Data(repeating: 1, count: 16), 0) == .malformed(.record))
    }
}
