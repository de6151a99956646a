import HouseKit
import Testing

/// CSV files taken in and back.
struct ImportCommandTests {
    private static let head =
        "patient_system,patient_number,family_name,given_name,birth_date,"
        + "office_code\n"

    @Test func `a file goes in once, and a second time changes nothing`() async throws {
        let desk = try await House().centre
        let file = try desk.file("payors.csv", "payor_code,name\nP2,Two\nP3,Three\n")
        let rehearsed = try await desk.run("import payors \(file) --dry-run")
        #expect(
            rehearsed.lines == [
                "line 2: create payor P2", "line 3: create payor P3",
                "would be: 2 created, 0 edited, 0 the same, 0 skipped, 0 bad",
            ])
        #expect(try await desk.rows("list payor").isEmpty)
        let outcome = try await desk.run("import payors \(file)")
        #expect(outcome.text == "2 created, 0 edited, 0 the same, 0 skipped, 0 bad")
        #expect(outcome.said.last?.hasPrefix("to take it back: bridgework import undo ") == true)
        #expect(try await desk.rows("list payor").map { $0["name"] } == ["Three", "Two"])
        #expect(
            try await desk.done("import payors \(file)")
                == "0 created, 0 edited, 2 the same, 0 skipped, 0 bad; nothing changes")
    }

    @Test func `a dry run is judged as the import is`() async throws {
        let house = try await House()
        let office = house["A01"]
        try await house.centre.done("create payor code=P1 name=One")
        try house.sync()
        let changed = try office.file("changed.csv", "payor_code,name\nP1,Other\n")
        let before = try await office.row("status")["pending"]
        let rehearsed = try await office.run("import payors \(changed) --dry-run")
        #expect(rehearsed.code == 0)
        #expect(
            rehearsed.said.last
                == "nothing was written: 0 writes would count at once, 1 would wait for the "
                + "centre as proposals")
        #expect(try await office.row("status")["pending"] == before)
        let done = try await office.run("import payors \(changed)")
        #expect(done.err.contains("waits for the centre, as 1 proposal:"))
    }

    @Test func `one bad row keeps all of them out, unless it is left out`() async throws {
        let desk = try await House().centre
        let file = try desk.file(
            "patients.csv",
            Self.head + "pms,1,Lopez,Ana,1980-02-28,A01\npms,2,Kim,Bo,1980-13-01,A01\n"
                + "pms,3,Lee,Cy,1980-01-01,ZZ\n")
        let refused = try await desk.run("import patients \(file)")
        #expect(refused.code == 1)
        #expect(refused.text.hasPrefix("nothing was imported; would be: 1 created,"))
        #expect(refused.err.contains("line 3, column birth_date:"))
        #expect(refused.err.contains("line 4, column office_code:"))
        // What stands in the cell is nobody's to read in a log.
        #expect(!refused.err.contains("1980-13-01"))
        #expect(try await desk.rows("list patient").isEmpty)
        let taken = try await desk.run("import patients \(file) --skip-bad")
        #expect(taken.text == "1 created, 0 edited, 0 the same, 0 skipped, 2 bad")
        #expect(taken.err.contains("line 3, column birth_date:"))
        #expect(try await desk.rows("list patient").map { $0["family"] } == ["Lopez"])
    }

    @Test func `a file without its columns is refused whole, whatever is left out`() async throws {
        let desk = try await House().centre
        let file = try desk.file("patients.csv", "number,family\n1,Lopez\n")
        for more in ["", " --skip-bad"] {
            let outcome = try await desk.run("import patients \(file)\(more)")
            #expect(outcome.code == 1)
            #expect(
                outcome.err.contains(
                    "line 1, column patient_system: the column is required and missing"))
            #expect(outcome.said.last == "mend the file as said above")
        }
        #expect(try await desk.rows("list patient").isEmpty)
    }

    @Test func `a file that is no file, and a kind that is none`() async throws {
        let desk = try await House().centre
        #expect(
            try await desk.refusal("import payors /nowhere/a.csv")
                == "/nowhere/a.csv does not exist: check the name")
        #expect(
            try await desk.refusal("import payors /tmp")
                == "/tmp is not an ordinary file: name one")
        #expect(
            try await desk.misuse("import payors").hasPrefix("Error: Name the file to import."))
        let words = try await desk.misuse("import bogus a.csv")
        #expect(words.contains("contract-locations") && words.contains("volumes"))
        let columns = try await desk.run("import volumes --columns").lines
        #expect(
            columns.dropFirst(2).map { $0.prefix { $0 != " " } }
                == ["code", "office_code", "count", "period"])
    }

    @Test func `what somebody corrected here since stays, and is said`() async throws {
        let desk = try await House().centre
        let head = "payor_code,name,kind\n"
        let file = try desk.file("payors.csv", head + "P2,Two,commercial\n")
        try await desk.done("import payors \(file)")
        try await desk.done("edit payor P2 name=Corrected")
        #expect(try await desk.done("import payors \(file)").hasSuffix("nothing changes"))
        #expect(try await desk.fields("payor", "P2")["name"] == "Corrected")
        // The file changes another cell: that one goes in.
        let next = try desk.file("payors.csv", head + "P2,Two,medicaid\n")
        try await desk.done("import payors \(next)")
        let fields = try await desk.fields("payor", "P2")
        #expect(fields["name"] == "Corrected" && fields["kind"] == "medicaid")
    }

    @Test func `an import is taken back, but for what was touched since`() async throws {
        let desk = try await House().centre
        let file = try desk.file("payors.csv", "payor_code,name\nP2,Two\nP3,Three\n")
        try await desk.done("import payors \(file)")
        try await desk.done("edit payor P3 name=Mine")
        let id = try #require(try await desk.row("import undo")["import"])
        #expect(try await desk.row("import undo")["made"] == "2")
        let rehearsed = try await desk.run("import undo \(id) --dry-run")
        #expect(rehearsed.lines.last?.hasPrefix("would be: ") == true)
        #expect(try await desk.fields("payor", "P2")["lifecycle"] == nil)
        let undone = try await desk.run("import undo \(id)")
        #expect(undone.lines.contains { $0.hasPrefix("kept: ") })
        #expect(try await desk.fields("payor", "P2")["lifecycle"] == "entered-in-error")
        #expect(try await desk.fields("payor", "P3")["name"] == "Mine")
        #expect(try await desk.run("import undo 00000000").code == 1)
        #expect(try await desk.misuse("import undo --dry-run").contains("Name the import"))
    }

    @Test func `what stayed of an import can be taken back once nothing stands on it`()
        async throws
    {
        let desk = try await House().centre
        let payors = try desk.file("payors.csv", "payor_code,name\nP2,Two\n")
        let plans = try desk.file("plans.csv", "plan_code,payor_code\nPL2,P2\n")
        try await desk.done("import payors \(payors)")
        let first = try #require(try await desk.row("import undo")["import"])
        try await desk.done("import plans \(plans)")
        let second = try #require(
            try await desk.rows("import undo").first { $0["import"] != first }?["import"])
        let early = try await desk.run("import undo \(first)")
        #expect(early.lines.contains { $0.hasPrefix("kept: payor") } && early.code == 1)
        #expect(try await desk.fields("payor", "P2")["lifecycle"] == nil)
        try await desk.done("import undo \(second)")
        try await desk.done("import undo \(first)")
        #expect(try await desk.fields("payor", "P2")["lifecycle"] == "entered-in-error")
        #expect(try await desk.rows("import undo").isEmpty)
    }

    @Test func `a file of several change sets is one act, and is taken back as one`() async throws {
        let house = try await House()
        let office = house["A01"]
        let rows = (1...400).map { "pms,\($0),Stone\($0),Ada,1980-01-02,1 Main St,Elm,CT,06001" }
        let header =
            "patient_system,patient_number,family_name,given_name,birth_date,line1,city,state,zip"
        let file = try office.file("p.csv", ([header] + rows).joined(separator: "\n") + "\n")
        #expect(try await office.run("import patients \(file)").code == 0)
        #expect(try await office.rows("list patient").count == 400)
        // What was written out early is counted, checked and found like all else.
        #expect(try await office.done("verify") == "ok")
        #expect(try await office.rows("patient find stone399").count == 1)
        let again = try await office.done("import patients \(file)")
        #expect(again.hasPrefix("0 created, 0 edited, 400 the same"))
        let undo = try #require(try await office.row("import undo")["import"])
        try await office.done("import undo \(undo)")
        let left = try await office.rows("list patient")
        #expect(left.count == 400 && left.allSatisfy { $0["lifecycle"] == "entered-in-error" })
        try house.sync()
        #expect(try await office.done("verify") == "ok")
    }

    @Test func `patients go to the office that is named, or to those among which they are spread`()
        async throws
    {
        let house = try await House()
        let file = try house.centre.file(
            "patients.csv",
            Self.head + "pms,1,Lopez,Ana,1980-02-28,A01\npms,2,Kim,Bo,1980-01-01,B01\n")
        try await house.centre.done("import patients \(file)")
        try house.sync()
        #expect(try await house["A01"].rows("list patient").map { $0["family"] } == ["Lopez"])
        #expect(try await house["B01"].rows("list patient").map { $0["family"] } == ["Kim"])
        // At an office, a row without one is its own.
        let own = try house["A01"].file("own.csv", Self.head + "pms,3,Lee,Cy,1979-01-01,\n")
        try await house["A01"].done("import patients \(own)")
        try house.sync()
        #expect(
            try await house["A01"].rows("list patient").map { $0["family"] } == ["Lee", "Lopez"])
        #expect(try await house["B01"].rows("list patient").count == 1)
    }

    @Test func `an office takes in nothing that would be another office's alone`() async throws {
        let office = try await House()["A01"]
        let file = try office.file("b.csv", Self.head + "pms,4,Ray,Di,1979-01-02,B01\n")
        #expect(
            try await office.refusal("import patients \(file)")
                .hasSuffix("the record would belong to another office alone"))
        #expect(try await office.rows("list patient").isEmpty)
    }

    @Test func `the rows tell in which order days are written`() async throws {
        let desk = try await House().centre
        let file = try desk.file(
            "patients.csv",
            Self.head + "pms,1,Lopez,Ana,02/28/1980,A01\npms,2,Kim,Bo,03/04/1980,A01\n")
        try await desk.done("import patients \(file)")
        let days = try await desk.rows("list patient").map { $0["birthDate"] }
        #expect(days == ["1980-03-04", "1980-02-28"])
        let other = try desk.file("other.csv", Self.head + "pms,3,Lee,Cy,03/04/1980,A01\n")
        try await desk.done("import patients \(other) --dates day-first")
        let lee = try await desk.row("list patient --where family=Lee")
        #expect(lee["birthDate"] == "1980-04-03")
    }
}
