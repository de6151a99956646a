import HouseKit
import Testing

/// Lists and searches: which rows, which columns, in which form.
struct ListCommandTests {
    private func payors() async throws -> Seat {
        let desk = try await House().centre
        try await desk.done("create payor code=B 'name=Beta Dental' kind=medicaid")
        try await desk.done("create payor code=A 'name=Alpha Dental' kind=commercial")
        try await desk.done("create payor code=C 'name=gamma, \"Inc\"' kind=commercial")
        return desk
    }

    @Test func `rows come by name, filtered and no more than asked for`() async throws {
        let desk = try await payors()
        #expect(try await desk.rows("list payor").map { $0["code"] } == ["A", "B", "C"])
        #expect(
            try await desk.rows("list payor --where kind=commercial").map { $0["code"] }
                == ["A", "C"])
        #expect(
            try await desk.rows("list payor --where kind=commercial --where code=C").count == 1)
        #expect(try await desk.rows("list payor --limit 1").map { $0["code"] } == ["A"])
        #expect(try await desk.rows("list payor --limit 0").isEmpty)
        #expect(try await desk.refusal("list payor --where nome=A") == "payor has no such field")
        #expect(try await desk.refusal("list payor --where kind=x").hasPrefix("kind: expected one"))
    }

    @Test func `CSV has the columns that are named, in their order, quoted where needed`()
        async throws
    {
        let desk = try await payors()
        let lines = try await desk.run("list payor --format csv --columns name,code").lines
        #expect(
            lines == [
                "name,code", "Alpha Dental,A", "Beta Dental,B", "\"gamma, \"\"Inc\"\"\",C",
            ])
        let words = try await desk.misuse("list payor --columns code,nome")
        #expect(words.hasPrefix("Error: There is no column nome. There are id, code, name,"))
    }

    @Test func `JSON has every column, and null for what nobody said`() async throws {
        let row = try #require(try await payors().rows("list payor").first)
        #expect(row.names.isSuperset(of: ["id", "code", "aliases", "lifecycle", "replacedBy"]))
        #expect(row["replacedBy"] == nil)
        #expect(try row.list("aliases").isEmpty)
        #expect(row["lifecycle"] == nil)
    }

    @Test func `a table shortens ids, leaves blank columns out and says how many`() async throws {
        let desk = try await payors()
        let outcome = try await desk.run("list payor")
        #expect(outcome.lines[0].split(separator: " ") == ["id", "code", "name", "kind"])
        #expect(outcome.lines.count == 5)
        #expect(outcome.said == ["3 payor"])
        #expect(outcome.lines[2].prefix { $0 != " " }.count == 8)
    }

    @Test func `the types are counted, and a type names its fields`() async throws {
        let desk = try await payors()
        let types = try await desk.rows("list")
        #expect(types.first { $0["type"] == "payor" }?["count"] == "3")
        #expect(types.first { $0["type"] == "office" }?["count"] == "2")
        let fields = try await desk.rows("list coverage --fields")
        let named = Dictionary(grouping: fields) { $0["field"] ?? "" }
        #expect(named["memberId"]?.first?["shape"] == "field, blocking")
        #expect(named["memberId"]?.first?["unit"] == "identity")
        #expect(named["insurancePlan"]?.first?["kind"]?.hasSuffix(" insurance_plan") == true)
        #expect(named["patient"]?.first?["kind"] == "a patient")
        #expect(named["status"]?.first?["shape"]?.hasPrefix("log of step;") == true)
        #expect(named["effectiveFrom"]?.first?["kind"] == "YYYY-MM-DD")
    }

    @Test func `people are found by pieces of the name, birth date and number`() async throws {
        let desk = try await House().centre
        let zoe = try await desk.run([
            "create", "patient", "family=O'Brien", "given=Zoë", "birthDate=1980-02-28",
            "offices+=A01", "externalIds+=A01;pms;4711",
        ])
        #expect(zoe.code == 0)
        try await desk.done("create patient family=Ruiz-Silva given=Bo offices+=A01")
        for words in ["brien", "obrien zoe", "1980-02-28", "02/28/1980", "4711", "ZOE O"] {
            #expect(try await desk.rows("patient find \(words)").count == 1, "\(words)")
        }
        #expect(try await desk.rows("patient find silva").map { $0["given"] } == ["Bo"])
        #expect(try await desk.rows("patient find zoe silva").isEmpty)
        #expect(try await desk.run("patient find nobody").said == ["0 patients"])
        try await desk.done("create practitioner npi=2000000002 family=Sample given=Nina")
        #expect(try await desk.rows("doctor find 200000").count == 1)
        #expect(try await desk.rows("doctor find nina samp").count == 1)
        try await desk.done("create payor code=SDP name=Synthetic aliases+=Willow")
        #expect(try await desk.rows("payor find will").map { $0["code"] } == ["SDP"])
    }

    @Test func `an ending of an id names a record while it is the only one`() async throws {
        let desk = try await House().centre
        let id = try await desk.done("create patient family=Ruiz offices+=A01")
        #expect(try await desk.row("show patient \(id.suffix(8))")["id"] == id)
        #expect(try await desk.row("show patient \(id)")["id"] == id)
        #expect(try await desk.run("show patient \(id.suffix(1))").code == 1)
        #expect(try await desk.refusal("show payor \(id)").hasPrefix("no payor goes by that id"))
    }

    @Test func `what stands in for a replaced record is named beside it`() async throws {
        let house = try await House()
        let desk = house.centre
        let one = try await desk.done("create patient family=Ruiz given=Ana offices+=A01")
        let two = try await desk.done("create patient family=Ruiz given=Anna offices+=B01")
        try await desk.done("patient link \(one) \(two)")
        let table = try await desk.run("patient find ruiz").lines
        #expect(table[0].contains("replacedBy"))
        #expect(table.contains { $0.hasPrefix(one.suffix(8)) && $0.contains(two.suffix(8)) })
        #expect(try await desk.rows("list settlement").count == 1)
        // Each office of either is given both.
        try house.sync()
        for id in [one, two] {
            #expect(try await desk.fields("patient", id).list("offices").count == 2)
        }
        try await desk.done("patient unlink \(one) \(two)")
        #expect(try await !desk.run("patient find ruiz").lines[0].contains("replacedBy"))
        #expect(
            try await desk.refusal("patient link \(one) \(two) --kind twin")
                == "kind: expected one of replacedBy, replaces, refer, seeAlso, notSame")
    }
}
