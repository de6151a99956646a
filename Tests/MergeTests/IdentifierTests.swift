import Merge
import Testing

/// Identifiers against the vectors of RFC 9562 and of SHA-256.
struct IdentifierTests {
    @Test func `version 5 gives the RFC's example`() {
        let dns = RecordID(hexadecimal: "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        let derived = dns.map { RecordID.v5(namespace: $0, name: "www.example.com".utf8) }
        #expect(derived?.description == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test func `version 8 marks the first sixteen bytes of a code`() {
        #expect(
            RecordID.v8([UInt8](repeating: 0xFF, count: 32)).description
                == "ffffffff-ffff-8fff-bfff-ffffffffffff")
        #expect(
            RecordID.v8([UInt8](repeating: 0, count: 32)).description
                == "00000000-0000-8000-8000-000000000000")
    }

    @Test func `version 7 gives the RFC's example`() {
        let random = UInt128(0xCC3) << 64 | UInt128(0x18C4_DC0C_0C07_398F)
        let id = RecordID.v7(milliseconds: 0x017F_22E2_79B0, random: random)
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test func `version 7 keeps its marks at the extremes`() {
        for (time, random) in [(Int64.min, UInt128.min), (.max, .max), (-1, .max), (0, 0)] {
            let id = RecordID.v7(milliseconds: time, random: random)
            #expect(id.bits >> 76 & 0xF == 7)
            #expect(id.bits >> 62 & 0x3 == 2)
        }
    }

    @Test func `scopes stand in the order of their descriptions`() {
        let offices = [0, 1, 0xAF, .max, UInt128(1) << 127].map { Scope.office(RecordID(bits: $0)) }
        let scopes = [.group, .central, .credentialing, .clinical] + offices
        #expect(scopes.sorted().map(\.description) == scopes.map(\.description).sorted())
    }

    @Test func `later version 7 ids sort later`() {
        let early = RecordID.v7(milliseconds: 1, random: .max)
        #expect(early < RecordID.v7(milliseconds: 2, random: 0))
    }

    @Test func `ids are read from their bytes and their text only`() {
        let id = RecordID(bits: 0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF)
        #expect(RecordID(bytes: id.bytes) == id)
        #expect(RecordID(bytes: id.bytes.dropLast()) == nil)
        #expect(RecordID(hexadecimal: id.description) == id)
        #expect(RecordID(hexadecimal: id.hexadecimal.uppercased()) == id)
        #expect(RecordID(hexadecimal: id.hexadecimal.dropLast()) == nil)
        #expect(RecordID(hexadecimal: "+" + id.hexadecimal.dropLast()) == nil)
        #expect(RecordID(hexadecimal: "g" + id.hexadecimal.dropLast()) == nil)
        #expect(ReplicaID(bits: 0).hexadecimal == String(repeating: "0", count: 32))
    }

    @Test func `a content address is the first half of SHA-256`() {
        #expect(
            SealedChangeSet.address(of: []).hexadecimal == "e3b0c44298fc1c149afbf4c8996fb924")
        #expect(
            SealedChangeSet.address(of: Array("abc".utf8)[...]).hexadecimal
                == "ba7816bf8f01cfea414140de5dae2223")
    }

    @Test func `scopes are read from what they are written as`() {
        let scopes: [Scope] = [
            .group, .central, .credentialing, .clinical, .office(RecordID(bits: 7)),
        ]
        for scope in scopes { #expect(Scope(scope.description) == scope) }
        for text in ["", "Group", "office/", "office/1", "office/zz", "centrals"] {
            #expect(Scope(text) == nil)
        }
    }
}
