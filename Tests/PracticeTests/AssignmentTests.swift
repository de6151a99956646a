import Testing

@testable import Records
@testable import Tables

/// The five forms of an assignment.
struct AssignmentTests {
    @Test(arguments: [
        ("name=North", Assignment(field: "name", change: .assign("North"))),
        ("name=", Assignment(field: "name", change: .assign(""))),
        ("note=a=b", Assignment(field: "note", change: .assign("a=b"))),
        ("npi2=1", Assignment(field: "npi2", change: .assign("1"))),
        ("phones+=home;303", Assignment(field: "phones", change: .add("home;303"))),
        ("phones-=home", Assignment(field: "phones", change: .remove("home"))),
        (
            "coverageOrder[2026-01-01]=a;b",
            Assignment(field: "coverageOrder", change: .put(key: "2026-01-01", value: "a;b"))
        ),
        (
            "lines[D0120;[x]]=",
            Assignment(field: "lines", change: .put(key: "D0120;[x]", value: ""))
        ),
    ])
    func `each form is read`(text: String, expected: Assignment) throws {
        #expect(try Assignment(parsing: text) == expected)
    }

    @Test(arguments: ["", "name", "=x", "na me=x", "lines[a", "lines[a]", "+=x", "é=x", "a+b=c"])
    func `anything else is no assignment`(text: String) {
        #expect(throws: EditProblem.notAnAssignment) { try Assignment(parsing: text) }
    }

    @Test func `semicolons split and a backslash keeps one`() {
        #expect(Parts.split("a;b;c") == ["a", "b", "c"])
        #expect(Parts.split("") == [""])
        #expect(Parts.split(";") == ["", ""])
        #expect(Parts.split(#"a\;b;c\\;d\e\"#) == ["a;b", #"c\"#, #"d\e\"#])
    }

    @Test func `the closest name is found within a third of the letters`() {
        let names = ["legalName", "dbaName", "tin"]
        #expect(Spelling.closest(to: "legalname", among: names) == "legalName")
        #expect(Spelling.closest(to: "leaglName", among: names) == "legalName")
        #expect(Spelling.closest(to: "tni", among: names) == "tin")
        #expect(Spelling.closest(to: "address", among: names) == nil)
        #expect(Spelling.closest(to: String(repeating: "a", count: 65), among: names) == nil)
    }
}
