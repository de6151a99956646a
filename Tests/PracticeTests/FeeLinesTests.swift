import Merge
import Testing

@testable import Fees
@testable import Practice

/// The packed lines of a version: one encoding, one digest, and damage is an error.
struct FeeLinesTests {
    private var sample: FeeLines {
        FeeLines([
            FeeLine(FeeKey("D0140"), .byReport),
            FeeLine(FeeKey("D0120"), .priced(cents: 4_500), comment: "with ü"),
            FeeLine(FeeKey("D0120", "child"), .percentOfUcr(basisPoints: 8_000)),
            FeeLine(FeeKey("D9999"), .priced(cents: 0)), FeeLine(FeeKey("D0150"), .notListed),
            FeeLine(FeeKey("D0160"), .notCovered), FeeLine(FeeKey("D0170"), .bundled),
        ])
    }

    @Test func `lines come back as they were packed`() throws {
        #expect(try FeeLines(unpacking: sample.packed) == sample)
        #expect(try FeeLines(unpacking: FeeLines().packed) == FeeLines())
    }

    @Test func `the order of the input does not change the digest`() {
        #expect(FeeLines(sample.lines.reversed()).digest == sample.digest)
        #expect(sample.digest.count == 64)
        let other = FeeLines(sample.lines.dropLast())
        #expect(other.digest != sample.digest)
    }

    @Test func `the digest of known lines is known`() {
        let lines = FeeLines([FeeLine(FeeKey("D0120"), .priced(cents: 4_500))])
        #expect(lines.packed.hexadecimal == "01010544303132300000942300")
        #expect(
            lines.digest
                == "81ee8cff1cb6ebe916aa9645fd2b5276242930c9666b3fd4d11e5bb8200bc500")
    }

    @Test func `a line is found by its whole key`() {
        #expect(sample[FeeKey("D0120", "child")]?.price == .percentOfUcr(basisPoints: 8_000))
        #expect(sample[FeeKey("D0120")]?.price == .priced(cents: 4_500))
        #expect(sample[FeeKey("D0121")] == nil)
    }

    @Test func `two thousand codes stay under forty kibibytes`() throws {
        let lines = FeeLines(
            (0..<2_000).map { FeeLine(FeeKey("D\(1_000 + $0)"), .priced(cents: Int64($0 * 137))) })
        #expect(lines.packed.count < 40 << 10)
        #expect(try FeeLines(unpacking: lines.packed).count == 2_000)
    }

    @Test func `every single changed byte is either an error or other lines`() throws {
        let packed = Array(sample.packed)
        for place in packed.indices {
            for bit in 0..<8 {
                var damaged = packed
                damaged[place] ^= 1 << UInt8(bit)
                guard let lines = unpacked(damaged) else { continue }
                #expect(lines != sample, "byte \(place) bit \(bit)")
                #expect(lines.packed == damaged[...], "byte \(place) bit \(bit)")
            }
        }
    }

    @Test func `bytes of every length cut short are an error`() {
        let packed = Array(sample.packed)
        for count in packed.indices { #expect(unpacked(Array(packed[..<count])) == nil) }
        #expect(unpacked(packed + [0]) == nil)
    }

    @Test func `random bytes never stop the reader`() {
        var dice = SplitMix64(seed: 11)
        for _ in 0..<5_000 {
            let count = Int(dice.next() % 64)
            var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
            if !bytes.isEmpty { bytes[0] = 1 }
            if let lines = unpacked(bytes) { #expect(lines.packed == bytes[...]) }
        }
    }

    @Test func `a share of the usual fee rounds half a cent up`() {
        let share = FeePrice.percentOfUcr(basisPoints: 8_050)
        #expect(share.cents(ofUsual: 10_001) == 8_051)
        #expect(share.cents(ofUsual: 10_000) == 8_050)
        #expect(share.cents(ofUsual: nil) == nil)
        #expect(FeePrice.notCovered.cents(ofUsual: 10_000) == nil)
    }

    private func unpacked(_ bytes: [UInt8]) -> FeeLines? {
        do { return try FeeLines(unpacking: bytes[...]) } catch { return nil }
    }
}
