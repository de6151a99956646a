import Merge
import Testing

@testable import Participation
@testable import Records

/// Which record a code, NPI or login names.
struct NamingTests {
    private static let one = RecordID(bits: 1)
    private static let two = RecordID(bits: 2)
    private static let three = RecordID(bits: 3)

    private static let types: [RecordType] = [.payor, .practitioner, .office, .user]

    /// Records of one type under these keys, from id 1 on.
    private static func shelf(_ type: RecordType, _ keys: String...) -> TestLookup {
        var shelf = TestLookup()
        for (index, key) in keys.enumerated() {
            let name = type.naturalKey ?? ""
            let attribute = type.column(name).map { type.attributes[$0.attribute] }
            let scalars = attribute?.fields.map { $0.name == name ? Scalar.text(key) : .null }
            shelf.put(type, UInt128(index + 1), [(attribute?.name ?? "", scalars ?? [])])
        }
        return shelf
    }

    private static func settle(
        _ shelf: inout TestLookup, _ one: RecordID, _ other: RecordID, keep: RecordID
    ) {
        let seen = shelf
        let writes = Settlement.writes(one, other, .keep(keep, through: nil), reason: "same") {
            seen.state($0)
        }
        shelf.write(writes)
    }

    @Test(arguments: types)
    func `two in use under one key are both named, and a settlement leaves the one kept`(
        type: RecordType
    ) {
        var shelf = Self.shelf(type, "k1", "k1")
        #expect(shelf.holders(of: "k1", type) == [Self.one, Self.two])
        Self.settle(&shelf, Self.one, Self.two, keep: Self.two)
        #expect(shelf.holders(of: "k1", type) == [Self.two])
        #expect(shelf.holders(of: "k2", type).isEmpty)
    }

    @Test func `a key that only the yielding record has names the one that stands for it`() {
        var shelf = Self.shelf(.practitioner, "old", "new")
        Self.settle(&shelf, Self.one, Self.two, keep: Self.two)
        #expect(shelf.holders(of: "old", .practitioner) == [Self.two])
        #expect(shelf.holders(of: "new", .practitioner) == [Self.two])
    }

    @Test func `a chain is followed to its end, and a circle names each for itself`() {
        var shelf = Self.shelf(.payor, "a", "b", "c")
        shelf.put(.payor, 1, [("replacedBy", [.id(2)])])
        shelf.put(.payor, 2, [("replacedBy", [.id(3)])])
        #expect(shelf.holders(of: "a", .payor) == [Self.three])
        shelf.put(.payor, 3, [("replacedBy", [.id(1)])])
        #expect(shelf.holders(of: "a", .payor) == [Self.one])
    }

    @Test func `what is out of use is named only where nothing in use has its key`() {
        var shelf = Self.shelf(.office, "k1", "k1")
        shelf.put(.office, 1, [("lifecycle", [.text("inactive")])])
        #expect(shelf.holders(of: "k1", .office) == [Self.two])
        shelf.put(.office, 2, [("lifecycle", [.text("entered-in-error")])])
        #expect(shelf.holders(of: "k1", .office) == [Self.one, Self.two])
    }

    @Test func `spelling matters only between two that are in use`() {
        let shelf = Self.shelf(.payor, "Delta", "DELTA")
        #expect(shelf.holders(of: "delta", .payor) == [Self.one, Self.two])
        #expect(shelf.holders(of: "DELTA", .payor) == [Self.two])
        #expect(Self.shelf(.payor, "Delta").holders(of: "dELTA", .payor) == [Self.one])
    }
}
