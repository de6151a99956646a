import HouseKit
import Testing

/// Releases of code sets, taken in from the customer's own files.
struct CodesCommandTests {
    private static let file = "code,effective_from,label\nD0120,2027-01-01,Exam\nD0140,,Other\n"

    private func released() async throws -> Seat {
        let desk = try await House().centre
        let file = try desk.file("codes.csv", Self.file)
        try await desk.done("codes import \(file) --system CDT --edition 2027 --from 2027-01-01")
        return desk
    }

    @Test func `codes go in, and their licensed labels stay in the file`() async throws {
        let desk = try await House().centre
        let file = try desk.file("codes.csv", Self.file)
        let line = "codes import \(file) --system CDT --edition 2027 --from 2027-01-01"
        let rehearsed = try await desk.run(line + " --dry-run")
        #expect(rehearsed.said.contains("2 codes, 0 written"))
        #expect(try await desk.rows("codes list").isEmpty)
        let outcome = try await desk.run(line)
        #expect(outcome.said.contains("2 codes, 2 written"))
        #expect(outcome.said.contains { $0.hasPrefix("2 labels were left in the file: ") })
        let row = try await desk.row("codes list")
        #expect(row["name"] == "CDT 2027" && row["codes"] == "2" && row["labels"] == "0")
        #expect(row["effective"] == "2027-01-01")
        #expect(
            try await desk.refusal(line + " --with-labels").hasPrefix(
                "labels are licensed text: name the licence's holder"))
        try await desk.done(line + " --with-labels --licence-holder Maple")
        let labelled = try await desk.row("codes list")
        #expect(labelled["labels"] == "2" && labelled["licenceHolder"] == "Maple")
    }

    @Test func `a bad row keeps the release out`() async throws {
        let desk = try await House().centre
        let file = try desk.file("codes.csv", "code\nD0120\nbad\n")
        let outcome = try await desk.run("codes import \(file) --system CDT --edition 2027")
        #expect(outcome.code == 1)
        #expect(outcome.said[0].contains("line 3: no procedure code"))
        #expect(outcome.said.last == "nothing was imported: mend the rows above")
        #expect(
            try await desk.misuse("codes import \(file) --system XX --edition 2027").hasPrefix(
                "Error: --system takes one of CDT, CPT, HCPCS"))
        #expect(
            try await desk.misuse("codes import \(file) --system CDT --edition ''").hasPrefix(
                "Error: --edition takes 1 to 20 bytes."))
        #expect(try await desk.rows("codes list").isEmpty)
    }

    @Test func `two releases are compared, with what the change touches`() async throws {
        let desk = try await released()
        try await desk.done("create code-group name=exams codes+=D0140 uses+=category")
        let next = try desk.file("next.csv", "code\nD0120\nD0150\n")
        try await desk.done("codes import \(next) --system CDT --edition 2028 --from 2028-01-01")
        let rows = try await desk.rows("codes diff 'CDT 2027' 'CDT 2028'")
        let deleted = rows.filter { $0["change"] == "deleted" }
        #expect(deleted.map { $0["code"] } == ["D0140"])
        #expect(deleted[0]["place"] == "code group" && deleted[0]["record"] == "exams")
        #expect(rows.first { $0["change"] == "added" }?["code"] == "D0150")
        let report = try await desk.row("report r16")
        #expect(report["title"] == "Code-set change impact, CDT 2027 to CDT 2028")
        #expect(try report.rows("rows").count == rows.count)
        #expect(
            try await desk.refusal("codes diff 'CDT 2027' 'CDT 2027'")
                == "the two releases are one: name two")
        #expect(try await desk.run("codes diff 'CDT 2027' 'CDT 2099'").code == 1)
    }

    @Test func `codes that do not hold on a day are named with where they stand`() async throws {
        let desk = try await released()
        #expect(
            try await desk.run("codes check").said
                == ["every code holds on 2027-01-15, as far as releases say"])
        try await desk.done("create code-group name=basic codes+=D2391 uses+=category")
        let row = try await desk.row("codes check --on 2027-03-01")
        #expect(row["code"] == "D2391" && row["place"] == "code group")
        #expect(row["why"] == "code D2391 does not stand in CDT 2027")
        #expect(row["record"] == "basic")
    }
}
