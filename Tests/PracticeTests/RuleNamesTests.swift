import Merge
import Testing

@testable import Practice
@testable import Records
@testable import Tables

/// Rules that are found by a field's or a column's name: a name that nothing has any more would
/// end its rule in silence.
struct RuleNamesTests {
    private static let units = PracticeSchema.current.types.flatMap(\.attributes).map { attribute in
        Set((attribute.fields + attribute.key).map(\.name))
    }

    private static let fields = units.reduce(into: Set<String>()) { $0.formUnion($1) }

    @Test func `each rule of numbers, names and birth dates has its fields`() {
        let named = Set(NumberRule.fields.keys).union(NameRule.fields).union(BirthRule.fields)
        #expect(named.subtracting(Self.fields).isEmpty)
        #expect(Self.fields.isSuperset(of: ["period", "tooth"]))
    }

    @Test func `each pair of bounds stands in one unit`() {
        for (low, high) in UnitBounds.ordered {
            #expect(Self.units.contains { $0.isSuperset(of: [low, high]) }, "\(low), \(high)")
        }
        let figures = Set(FeeLineRule.figures.map(\.0)).union(["state"])
        #expect(Self.units.contains { $0.isSuperset(of: figures) })
    }

    @Test func `each rule of cells has its columns`() {
        let columns = Set(ImportKind.allCases.flatMap(\.columns).map(\.name))
        let named = Set(NumberRule.columns.keys).union(NameRule.columns).union(CellRules.births)
            .union(CellRules.ends).union(["plan_pays_pct"])
        #expect(named.subtracting(columns).sorted().isEmpty)
    }

    @Test func `each type that a low room knows by name is one`() {
        let types = Set(PracticeSchema.current.types.map(\.name))
        #expect(Settlement.terms.union([Settlement.linkedType, "coverage"]).isSubset(of: types))
        let links = PracticeSchema.current[Settlement.linkedType]
        #expect(links?["links"] != nil)
        #expect(PracticeSchema.current.types.contains { $0["replacedBy"] != nil })
    }
}
