import Merge
import Testing

/// Ids that only who holds a secret can work out.
struct IDSecretTests {
    private static let office = RecordID(bits: 7)
    private let group = IDSecret(.centre, version: 1, bytes: 0..<32)

    @Test func `ids are those of the specification's example`() throws {
        let group = try #require(group)
        let key = ["a", "b"]
        #expect(group.id("patient", key).description == "3d01df16-8566-801c-a661-b9a4cc255c73")
        #expect(
            group.id("patient", key, of: Self.office).description
                == "14c07619-12d2-845d-821b-ea7d7482374a")
        #expect(
            group.ofOffice(Self.office).stored
                == "1:8fc8f47e221a91e0b73d0e490a075513d706d2ae140449d3800eead52af82e69")
    }

    @Test func `the centre derives for an office what the office derives itself`() throws {
        let group = try #require(group)
        let own = group.ofOffice(Self.office)
        let id = own.id("patient", ["a"])
        #expect(group.id("patient", ["a"], of: Self.office) == id)
        #expect(own.id("patient", ["a"], of: Self.office) == id)
        #expect(group.id("patient", ["a"]) != id)
        #expect(group.ofOffice(RecordID(bits: 8)).id("patient", ["a"]) != id)
    }

    @Test func `an office's secret makes no other office's`() throws {
        let own = try #require(group).ofOffice(Self.office)
        #expect(own.ofOffice(RecordID(bits: 8)) == own)
    }

    @Test func `no two lists of parts are one key`() throws {
        let group = try #require(group)
        let ids = [["a", "b"], ["ab"], ["a", "b", ""], ["", "ab"], ["a\0b"], ["a"]]
            .map { group.id("t", $0) }
        #expect(Set(ids).count == ids.count)
        #expect(group.id("ta", ["b"]) != group.id("t", ["ab"]))
        #expect(group.id("t", ["a"], round: 1) != group.id("t", ["a"], round: 0))
    }

    @Test func `another group's secret gives other ids`() {
        #expect(IDSecret(1, 2).id("t", ["a"]) != IDSecret(1, 3).id("t", ["a"]))
    }

    @Test func `it takes 32 bytes and a version from 1`() {
        #expect(IDSecret(.centre, version: 1, bytes: 0..<31) == nil)
        #expect(IDSecret(.centre, version: 1, bytes: 0..<33) == nil)
        #expect(IDSecret(.centre, version: 0, bytes: 0..<32) == nil)
    }

    @Test func `what a store keeps is read back and nothing else is`() throws {
        let group = try #require(group)
        #expect(IDSecret(stored: group.stored, .centre) == group)
        let own = group.ofOffice(Self.office)
        #expect(IDSecret(stored: own.stored, own.holder) == own)
        for text in ["", "1", "1:", "1:00", "x:" + own.stored.dropFirst(2), own.stored + "0"] {
            #expect(IDSecret(stored: text, .centre) == nil)
        }
    }

    @Test func `whoever prints it does not see it`() throws {
        let group = try #require(group)
        for text in ["\(group)", String(reflecting: group), String(describing: [group])] {
            #expect(!text.contains("31") && text.contains("version 1"))
        }
        var dumped = ""
        dump(group, to: &dumped)
        #expect(!dumped.contains("bytes"))
    }
}
