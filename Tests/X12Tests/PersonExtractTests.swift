import Merge
import Testing
import X12

/// What a set says of one person, cut out: it reads like the whole.
struct PersonExtractTests {
    /// A set's segments between unusual marks, as the reader hands them on.
    private func segments(_ body: [String], kind: String) throws -> [Segment] {
        let all =
            [
                "ISA|00|          |00|          |ZZ|SYNTHETIC      |ZZ|SAMPLE         |270115|1200"
                    + "|!|00501|000000001|0|P|>",
                "GS|HB|SYNTHETIC|SAMPLE|20270115|1200|7|X|005010X279A1", "ST|\(kind)|0001",
            ] + body + ["SE|\(body.count + 2)|0001", "GE|1|7", "IEA|1|000000001"]
        var found: [Segment] = []
        var reader = X12Reader()
        try reader.take(Array(all.map { $0 + "\n" }.joined().utf8)[...]) { event in
            if case .segment(let segment) = event { found.append(segment) }
        }
        try reader.finish()
        return found
    }

    private let payors = [
        "BHT|0022|11|1|20270115|1200", "HL|1||20|1", "NM1|PR|2|PAYOR ONE|||||PI|P1",
        "HL|2|1|21|1", "NM1|1P|2|MAPLE|||||XX|2000000010", "HL|3|2|22|1",
        "NM1|IL|1|SHARED|PAT||||MI|M1", "DMG|D8|19800101|U", "EB|1||35!30", "HL|4|3|23|0",
        "NM1|03|1|SHARED|TEDDY*BEAR", "DMG|D8|20150101|U", "EB|6||35", "EB|A|IND|35|||||.2",
        "HL|5|1|22|0", "NM1|IL|1|OTHER|BEA||||MI|M2", "EB|1||35", "HL|6||20|1",
        "NM1|PR|2|PAYOR TWO|||||PI|P2", "HL|7|6|22|0", "NM1|IL|1|THIRD|CAL||||MI|M3", "EB|1||35",
    ]

    @Test func `each person's extract reads as the person does in the whole set`() throws {
        var reader = EligibilityReader()
        var extract = PersonExtract()
        var whole: [EligibilityAnswer] = []
        var cut: [Bytes] = []
        for segment in try segments(payors, kind: "271") {
            if let answer = try reader.take(segment) {
                whole.append(answer)
                cut.append(try #require(extract.bytes))
            }
            extract.take(segment)
        }
        if let last = reader.finish() {
            whole.append(last)
            cut.append(try #require(extract.bytes))
        }
        #expect(whole.map(\.payor.name) == ["PAYOR ONE", "PAYOR ONE", "PAYOR ONE", "PAYOR TWO"])
        for (answer, bytes) in zip(whole, cut) {
            var again = EligibilityReader()
            var last: EligibilityAnswer?
            for segment in try PersonExtract.segments(of: bytes) {
                last = try again.take(segment) ?? last
            }
            let read = try #require(again.finish() ?? last)
            #expect(read.payor == answer.payor && read.benefits == answer.benefits)
            #expect(read.subscriber == answer.subscriber)
            #expect(read.patient.birthDate == answer.patient.birthDate)
            #expect(read.isActive == answer.isActive)
        }
        // A mark of ours in a text becomes a blank: it would part what it does not part.
        #expect(String(decoding: cut[1], as: UTF8.self).contains("NM1*03*1*SHARED*TEDDY BEAR~"))
        #expect(!String(decoding: cut[2], as: UTF8.self).contains("TEDDY"))
        #expect(!String(decoding: cut[3], as: UTF8.self).contains("PAYOR ONE"))
    }

    @Test func `more than a person's answer can hold is not kept`() throws {
        var extract = PersonExtract()
        let text = String(repeating: "X", count: 250)
        let many = (0..<1_100).map { _ in "MSG|\(text)" }
        for segment in try segments(["HL|1||22|0"] + many, kind: "271") { extract.take(segment) }
        #expect(extract.bytes == nil)
        for segment in try segments(["HL|2||22|0"], kind: "271") { extract.take(segment) }
        #expect(extract.bytes != nil)
    }

    @Test func `bytes that are no segments are refused`() {
        let wide = "HL" + String(repeating: "*1", count: 200) + "~"
        #expect(throws: X12Fault.self) {
            _ = try PersonExtract.segments(of: Array(wide.utf8)[...])
        }
    }
}
