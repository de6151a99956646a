import Foundation
import Testing
import X12

/// What encloses what, separators, places and limits.
struct X12ReaderTests {
    private static let body = ["BPR*I*0*C*NON", "TRN*1*1*2"]
    private static let one = SyntheticX12(seed: 1).interchange([body])

    private func reason(_ text: String) -> X12Fault.Reason? { X12Outcome(text).fault?.reason }

    /// The sample with one text in the place of another.
    private func changed(_ old: String, _ new: String) -> String {
        Self.one.replacing(old, with: new)
    }

    @Test func `a file reads alike in pieces of any size`() {
        var made = SyntheticX12(seed: 2)
        let text = made.interchange([
            made.remittance(claims: 3, lines: 2), made.remittance(claims: 1, lines: 4),
        ])
        let whole = X12Outcome(text)
        #expect(whole.fault == nil)
        #expect(whole.remittances.map(\.claims.count) == [3, 1])
        for size in [1, 2, 3, 5, 105, 106, 107, 1_000] {
            #expect(X12Outcome(text, by: size) == whole, "\(size)")
        }
    }

    @Test(arguments: ["~", "~\n", "~\r\n", "\n", "\r\n", "'", "\u{1C}"])
    func `any end of a segment and any separators will do`(end: String) {
        var made = SyntheticX12(seed: 3)
        made.elements = "|"
        made.components = ">"
        made.ends = end
        let outcome = X12Outcome(made.interchange([made.remittance(claims: 2, lines: 2)]))
        #expect(outcome.fault == nil)
        #expect(outcome.remittances.first?.claims.count == 2)
        #expect(outcome.remittances.first?.claims[0].lines[0].code?.hasPrefix("D") == true)
    }

    @Test func `a byte order mark, indentation and blank lines are passed over`() {
        let lines = Self.one.split(separator: "\n").map { "  " + $0 }
        let text = "\u{FEFF}" + lines.joined(separator: "\r\n\n") + "\n\n"
        #expect(X12Outcome(text).line == "835 claims 0 lines 0 paid 0")
        #expect(X12Outcome(text, by: 1).line == "835 claims 0 lines 0 paid 0")
    }

    @Test func `several interchanges follow each other, each with its own separators`() {
        var other = SyntheticX12(seed: 4)
        other.elements = "+"
        let text = Self.one + other.interchange([Self.body])
        #expect(X12Outcome(text).sets.count == 2)
        #expect(X12Outcome(text).fault == nil)
    }

    @Test func `what encloses must close, count and repeat itself`() {
        #expect(reason("") == .noInterchange)
        #expect(reason("GS*HP~") == .noInterchange)
        #expect(reason(changed("*00501*", "*0501*")) == .headerShape)
        #expect(reason(changed("*T*:~", "*TT*:~")) == .headerShape)
        #expect(reason(changed("*T*:~", "*T*~~")) == .separators)
        #expect(
            reason(changed("IEA*1*000000101", "IEA*1*000000102"))
                == .controlNumber("IEA02", "ISA13"))
        #expect(reason(changed("IEA*1", "IEA*2")) == .count("IEA01"))
        #expect(reason(changed("GE*1*101", "GE*1*102")) == .controlNumber("GE02", "GS06"))
        #expect(reason(changed("GE*1*", "GE*2*")) == .count("GE01"))
        #expect(reason(changed("GE*1*101~\n", "")) == .noEnd("GE"))
        #expect(reason(changed("IEA*1*000000101~\n", "")) == .cutOff)
        #expect(reason(String(Self.one.dropLast(4))) == .cutOff)
        #expect(reason(changed("GE*1", "GE*x")) == .malformed("GE01"))
        #expect(reason(changed("GS*HP", "N1*PR~GS*HP")) == nil)
        #expect(reason(changed("IEA*1", "N1*PR~IEA*1")) == nil)
        #expect(reason(Self.one + "N1*PR~") == .noInterchange)
    }

    @Test func `a broken set says where and leaves the others standing`() {
        let sets = [Self.body, Self.body, Self.body]
        let text = SyntheticX12(seed: 5).interchange(sets)
        let wrong = text.replacing("SE*4*1001", with: "SE*5*1001")
        let outcome = X12Outcome(wrong)
        #expect(outcome.fault == nil)
        #expect(outcome.remittances.count == 2)
        #expect(outcome.sets[1].hasSuffix("SE01 does not count what is there"))
        let lost = X12Outcome(text.replacing("SE*4*1001~\n", with: ""))
        #expect(lost.fault == nil)
        #expect(lost.sets[1].hasSuffix("SE is missing before this"))
        let renamed = X12Outcome(text.replacing("SE*4*1000", with: "SE*4*9"))
        #expect(renamed.sets[0].hasSuffix("SE02 does not repeat ST02"))
        let odd = X12Outcome(text.replacing("TRN*1*1*2~\nSE*4*1002", with: "tr?*1~\nSE*4*1002"))
        #expect(odd.sets[2].contains("segment 13 at byte "))
    }

    @Test func `a fault has its segment and its byte`() throws {
        let text = changed("SE*4", "SE*7")
        let place = try #require(text.range(of: "SE*7"))
        let offset = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
        #expect(
            X12Outcome(text).sets == [
                "broken 835: segment 6 at byte \(offset): SE01 does not count what is there"
            ])
    }

    @Test func `what is too long or too wide is refused before it is kept`() {
        let long = String(repeating: "x", count: X12Limits.segmentBytesMax)
        #expect(reason(changed("TRN*1", "TRN*\(long)")) == .segmentTooLong)
        let wide = String(repeating: "*", count: X12Limits.elementsMax + 1)
        #expect(reason(changed("TRN*1", "TRN\(wide)")) == .tooManyElements)
        // Without an end nothing is held beyond the limit.
        let endless = Self.one.prefix(200) + String(repeating: "y", count: 1 << 20)
        #expect(X12Outcome(String(endless), by: 4_096).fault?.reason == .segmentTooLong)
    }

    @Test func `no bytes whatever bring it down`() {
        var made = SyntheticX12(seed: 6)
        let text = Array(made.interchange([made.remittance(claims: 2, lines: 2)]).utf8)
        for _ in 0..<4_000 {
            var bytes = text
            for _ in 0...made.roll(4) {
                let place = made.roll(bytes.count)
                switch made.roll(3) {
                case 0: bytes[place] = UInt8(made.roll(256))
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(made.roll(256)), at: place)
                }
            }
            let whole = X12Outcome(bytes)
            #expect(X12Outcome(bytes, by: 1 + made.roll(300)) == whole)
        }
    }
}
