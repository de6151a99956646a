import Testing

@testable import Tables

/// The text formats, both sides of each edge.
struct TextFormatTests {
    @Test(arguments: [
        (TextFormat.npi, "1234567893"), (.npi, "1558598797"), (.dea, "AP5836727"),
        (.dea, "F91234563"), (.tin, "123456789"), (.ssn, "000000001"), (.zip, "80202"),
        (.zip, "80202-1234"), (.state, "CO"), (.state, "DC"), (.state, "PR"),
        (.taxonomy, "1223G0001X"), (.taxonomy, "124Q00000X"), (.phone, "3035550100"),
        (.email, "a.b+c@example.org"), (.payorID, "62308"), (.payorID, "AB"), (.memberID, "W12"),
        (.procedure, "D0120"), (.procedure, "LOCAL.1"), (.procedure, "99213"),
        (.dental, "D0120"), (.medical, "99213"), (.diagnosis, "M26"), (.diagnosis, "S02.5XXA"),
        (.caqh, "12345678"),
        (.code, "north"), (.code, "DELTA-2026/a"), (.login, "anna.b@north"),
        (.digest, String(repeating: "0f", count: 32)), (.time, "23:59"), (.time, "00:00"),
        (.weekdays, "mon,fri"),
    ])
    func `a well-formed text is stored as it is`(format: TextFormat, text: String) {
        #expect(format.normalized(text) == text)
        #expect(format.matches(text))
    }

    @Test(arguments: [
        (TextFormat.dea, "ap5836727", "AP5836727"), (.tin, "12-3456789", "123456789"),
        (.ssn, "123-45-6789", "123456789"), (.zip, "802021234", "80202-1234"),
        (.state, " co ", "CO"), (.taxonomy, "1223g0001x", "1223G0001X"),
        (.phone, "(303) 555-0100", "3035550100"), (.phone, "+1 303.555.0100", "3035550100"),
        (.payorID, "cx014", "CX014"), (.memberID, "w 123-45 6", "W123456"),
        (.procedure, "d0120", "D0120"), (.procedure, "0120", "D0120"),
        (.procedure, "D 0120", "D0120"), (.dental, "0120", "D0120"), (.medical, "0042t", "0042T"),
        (.diagnosis, "k029", "K02.9"), (.login, "Anna", "anna"), (.time, "8:30", "08:30"),
        (.weekdays, "Fri, mon,fri", "mon,fri"),
    ])
    func `another usual spelling is stored the one way`(
        format: TextFormat, typed: String, stored: String
    ) {
        #expect(format.normalized(typed) == stored)
        #expect(!format.matches(typed))
        #expect(format.matches(stored))
    }

    @Test(arguments: [
        (TextFormat.npi, "1234567890"), (.npi, "3234567893"), (.npi, "123456789"),
        (.npi, "12345678933"), (.npi, "123456789x"), (.dea, "AP5836728"), (.dea, "9P5836727"),
        (.dea, "AP583672"), (.tin, "000000000"), (.tin, "12345678"), (.tin, "1234567890"),
        (.zip, "8020"), (.zip, "802021"), (.zip, "80202-123"), (.zip, "8020212345"),
        (.state, "XX"), (.state, "Colorado"), (.taxonomy, "1223G0001"), (.taxonomy, "1223G0001Y"),
        (.taxonomy, "1223G00-1X"), (.phone, "555-0100"), (.phone, "1035550100"),
        (.phone, "303555010012"), (.email, "a@b"), (.email, "a@@b.org"), (.email, "@b.org.x"),
        (.email, "a b@c.org"), (.email, "a@b..org"), (.payorID, "1"), (.memberID, "W"),
        (.memberID, "W_1"), (.procedure, "D012"), (.procedure, "D01200"), (.procedure, "D012O"),
        (.procedure, "DI110"),
        (.procedure, "ABCDEFGHIJKLMNOP"), (.procedure, "TOTAL"), (.procedure, "120"),
        (.procedure, "992133"), (.dental, "99213"), (.dental, "D012"), (.dental, "LOCAL.1"),
        (.medical, "D0120"), (.medical, "9921"), (.medical, "9921X"), (.diagnosis, "K0"),
        (.diagnosis, "02.9"), (.diagnosis, "K0.29"), (.diagnosis, "K02.12345"),
        (.diagnosis, "K02."), (.caqh, "123"),
        (.caqh, "1234567890123"), (.code, "a b"), (.code, "-a"),
        (.code, String(repeating: "a", count: 41)), (.login, "a b"), (.digest, "0f"),
        (.time, "24:00"), (.time, "12:60"), (.time, "1200"), (.weekdays, "monday"),
        (.weekdays, ","), (.npi, ""), (.npi, "１２３４５６７８９３"),
    ])
    func `anything else is refused`(format: TextFormat, text: String) {
        #expect(format.normalized(text) == nil)
        #expect(!format.matches(text))
    }

    @Test func `a code has at most forty bytes and an id at most eighty`() {
        #expect(TextFormat.code.matches(String(repeating: "a", count: 40)))
        #expect(TextFormat.payorID.matches(String(repeating: "1", count: 80)))
        #expect(!TextFormat.payorID.matches(String(repeating: "1", count: 81)))
        #expect(TextFormat.memberID.matches("7" + String(repeating: "A", count: 79)))
        #expect(!TextFormat.memberID.matches("7" + String(repeating: "A", count: 80)))
    }

    @Test func `one wrong digit or two swapped neighbours spoil an NPI`() {
        let valid = Array("1234567893".utf8)
        for index in 1..<10 {
            for digit in UInt8(0x30)...0x39 where digit != valid[index] {
                var bytes = valid
                bytes[index] = digit
                #expect(FormatRules.npi(bytes) == nil)
            }
        }
    }

    @Test func `every format says what it expects and accepts no blank`() {
        for format in TextFormat.allCases {
            #expect(!format.expectation.isEmpty)
            #expect(format.normalized("") == nil)
            #expect(format.normalized("  ") == nil)
        }
    }
}
