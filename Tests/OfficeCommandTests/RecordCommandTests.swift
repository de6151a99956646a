import HouseKit
import Testing

/// Records created, changed, shown and listed by hand.
struct RecordCommandTests {
    @Test func `what is typed is what stands, field by field`() async throws {
        let desk = try await House().centre
        let id = try await desk.done(
            "create patient family=Ruiz given=Ana birthDate=1980-02-28 offices+=A01 language=Welsh")
        let fields = try await desk.fields("patient", id)
        #expect(fields["family"] == "Ruiz" && fields["given"] == "Ana")
        #expect(fields["birthDate"] == "1980-02-28" && fields["language"] == "Welsh")
        #expect(fields["middle"] == nil && fields.names.contains("middle"))
        #expect(try fields.list("offices").count == 1)
        #expect(!fields.names.contains("imported"))
    }

    @Test func `a day, a field, a type or a word that is none is refused, and nothing stands`()
        async throws
    {
        let desk = try await House().centre
        let refused = [
            "create patient family=Ruiz birthDate=1980-02-30":
                "birthDate: expected a day such as 2026-11-23",
            "create patient famly=Ruiz": "patient has no field famly; did you mean family?",
            "create nothing a=b":
                "there is no such record type; `bridgework list --help` names all",
            "create practitioner npi=1234567890 family=Bad":
                "npi: expected an NPI of ten digits with a valid check digit",
            "create fee-schedule code=F kind=bogus":
                "kind: expected one of ucr, contracted, copay, outOfNetworkAllowed, "
                + "fixedBenefit, discount",
        ]
        for (line, words) in refused { #expect(try await desk.refusal(line) == words) }
        let counts = try await desk.rows("list").filter { $0["type"] != "office" }
        #expect(counts.allSatisfy { $0["count"] == "0" })
    }

    @Test func `an edit changes what it names and leaves the rest`() async throws {
        let desk = try await House().centre
        let id = try await desk.done("create payor code=SDP name=Synthetic kind=commercial")
        #expect(try await desk.done("edit payor SDP name=New") == id)
        var fields = try await desk.fields("payor", "SDP")
        #expect(fields["name"] == "New" && fields["kind"] == "commercial")
        try await desk.done("edit payor sdp kind=")
        fields = try await desk.fields("payor", id)
        #expect(fields["name"] == "New" && fields["kind"] == nil)
        #expect(
            try await desk.refusal("edit payor XXX name=New")
                == "no payor goes by that id, suffix or code here: `bridgework list payor` shows "
                + "what this replica holds")
        #expect(
            try await desk.misuse("edit payor SDP").hasPrefix(
                "Error: Give FIELD=VALUE pairs or --lifecycle, one of the two."))
        #expect(try await desk.run("edit payor SDP a=b --lifecycle inactive").code == 2)
    }

    @Test func `sets take elements in and give them back`() async throws {
        let desk = try await House().centre
        try await desk.done("create payor code=SDP name=Synthetic aliases+=Syn aliases+=Dental")
        let both = try await desk.fields("payor", "SDP").list("aliases")
        #expect(Set(both) == ["Dental", "Syn"])
        try await desk.done("edit payor SDP aliases-=Syn")
        #expect(try await desk.fields("payor", "SDP").list("aliases") == ["Dental"])
        try await desk.done("payor alias SDP 'Synthetic Plan'")
        let now = try await desk.fields("payor", "SDP").list("aliases")
        #expect(Set(now) == ["Dental", "Synthetic Plan"])
        try await desk.done("payor alias SDP Dental --remove")
        #expect(try await desk.fields("payor", "SDP").list("aliases") == ["Synthetic Plan"])
    }

    @Test func `a code that is taken is refused with what to do`() async throws {
        let desk = try await House().centre
        let first = try await desk.done("create payor code=SDP name=One")
        let words = try await desk.refusal("create payor code=sdp name=Two")
        #expect(words.hasPrefix("another payor goes by that code already: `bridgework show payor "))
        #expect(words.contains(first.suffix(8)))
        #expect(try await desk.rows("list payor").count == 1)
    }

    @Test func `a rehearsal goes through all of it and writes nothing`() async throws {
        let desk = try await House().centre
        let outcome = try await desk.run("create payor code=SDP name=One --dry-run")
        #expect(outcome.out.isEmpty)
        #expect(outcome.said == ["nothing was written: 2 writes would count at once"])
        #expect(try await desk.rows("list payor").isEmpty)
        // What would be refused is refused.
        #expect(try await desk.run("create payor kode=SDP --dry-run").code == 1)
        #expect(try await desk.row("status")["pending"] == "0")
        try await desk.done("create payor code=SDP name=One")
        let edit = try await desk.run("edit payor SDP name=Two --dry-run")
        #expect(edit.said == ["nothing was written: 1 write would count at once"])
        #expect(try await desk.fields("payor", "SDP")["name"] == "One")
    }

    @Test func `out of use is said, and an error names nothing any more`() async throws {
        let desk = try await House().centre
        try await desk.done("create payor code=SDP name=One")
        try await desk.done("edit payor SDP --lifecycle inactive --reason gone")
        #expect(try await desk.fields("payor", "SDP")["lifecycle"] == "inactive")
        #expect(try await desk.run("edit payor SDP --lifecycle lost").code == 2)
        try await desk.done("edit payor SDP --lifecycle active")
        #expect(try await desk.fields("payor", "SDP")["lifecycle"] == "active")
    }

    @Test func `a story begins with the newest write and keeps what was replaced`() async throws {
        let house = try await House()
        let desk = house.centre
        try await desk.done("create payor code=SDP name=One")
        house.clock.pass(hours: 1)
        try await desk.done("edit payor SDP name=Two --reason 'a letter'")
        let sheet = try await desk.row("show payor SDP --history")
        let writes = try sheet.rows("history")
        #expect(writes.map { $0["value"] } == ["Two", "One", "SDP"])
        #expect(writes.map { $0["reason"] } == ["a letter", "", ""])
        #expect(writes[0]["fate"] == "pending" && writes[0]["office"] == "centre")
        #expect(try writes[0].list("saw") == [writes[1]["entry"]])
        #expect(sheet["type"] == "payor")
        #expect(try sheet.list("conflicts").isEmpty)
    }

    @Test func `a reason is one line of a thousand bytes`() async throws {
        let desk = try await House().centre
        let long = String(repeating: "é", count: 501)
        let words = try await desk.misuse("create payor code=A name=B --reason \(long)")
        #expect(words.hasPrefix("Error: --reason takes one line of at most 1,000 bytes."))
        #expect(try await desk.run(["create", "payor", "code=A", "--reason", "a\nb"]).code == 2)
        #expect(try await desk.rows("list payor").isEmpty)
    }
}
