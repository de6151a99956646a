import HouseKit
import Testing

/// Contracts with payors: entered, renewed, talked about, ended.
struct ContractCommandTests {
    @Test func `a contract is entered with its offices, term and renewal`() async throws {
        let house = try await House()
        try await house.signContract()
        let row = try await house.centre.row("contract list")
        #expect(row["contract"] == "SDP-1" && row["payor"] == "SDP" && row["state"] == "executed")
        #expect(row["renewsOn"] == "2027-06-01" && row["noticeDeadline"] == "2027-03-03")
        #expect(row["daysLeft"] == "47" && row["missed"] == "false")
        let facts = try await house.centre.rows("contract show SDP-1")
        #expect(facts.first { $0["what"] == "effectiveFrom" }?["value"] == "2026-01-01")
        #expect(facts.filter { $0["what"] == "office" }.map { $0["value"] } == ["A01 2026-01-01.."])
        #expect(try await house.centre.rows("list contract_location").count == 1)
        try await house.centre.done("contract add SDP-2 --payor SDP")
        let draft = try await house.centre.rows("contract list")
            .first { $0["contract"] == "SDP-2" }
        #expect(draft?["state"] == "draft")
    }

    @Test func `a payor, an office or a field that is none leaves no contract`() async throws {
        let house = try await House()
        try await house.signContract()
        let desk = house.centre
        #expect(
            try await desk.refusal("contract add X --payor NO")
                == "payor: expected the id or code of a payor that is held here")
        for more in [
            "--payor SDP --offices ZZ", "--payor SDP odd=1", "--payor SDP --organization ZZ",
        ] {
            #expect(try await desk.run("contract add X \(more)").code == 1, "\(more)")
        }
        #expect(try await desk.run("contract add X").code == 2)
        #expect(try await desk.run("contract add SDP-1 --payor SDP").code == 1)
        #expect(try await desk.rows("list payor_contract").count == 1)
        #expect(try await desk.run("contract show ZZ").code == 1)
    }

    @Test func `a notice day that passed without a word is missed`() async throws {
        let house = try await House()
        try await house.signContract()
        let late = try await house.centre.row("contract list --as-of 2027-03-04")
        #expect(late["missed"] == "true" && late["daysLeft"] == "-1")
        let report = try await house.centre.row("report r3 --as-of 2027-03-04")
        #expect(try report.rows("rows") == [late])
        #expect(try report.rows("footer")[0]["asOf"] == "2027-03-04")
    }

    @Test func `talks go move by move, and no move out of turn`() async throws {
        let house = try await House()
        try await house.signContract()
        let desk = house.centre
        let talk = "contract negotiate SDP-1"
        #expect(
            try await desk.refusal(talk)
                == "no negotiation is open on that contract: `contract negotiate CODE --open` "
                + "begins one")
        #expect(try await desk.misuse(talk + " --open --inquiry").hasPrefix("Error: Make one move"))
        try await desk.done(talk + " --open --ask 'ten percent' --dry-run")
        #expect(try await desk.rows("list negotiation").isEmpty)
        try await desk.done(talk + " --open --ask 'ten percent'")
        try await desk.done(talk + " --request 4711 --on 2027-01-16")
        #expect(
            try await desk.refusal(talk + " --accept").hasPrefix(
                "accept is not possible in state awaitingPayor; possible now: inquiry, offer"))
        let rounds = try await desk.rows(talk)
        #expect(rounds.map { $0["step"] } == ["open", "requestSent"])
        #expect(rounds[1]["reference"] == "4711" && rounds[1]["on"] == "2027-01-16")
        let row = try await desk.row("contract list")
        #expect(row["negotiation"] == "awaitingPayor" && row["round"] == "1")
        house.clock.pass(days: 10)
        #expect(try await desk.row("contract list")["silentDays"] == "9")
        #expect(try await desk.run(talk + " --close").code == 1)
        try await desk.done(talk + " --close --comment 'next year'")
        #expect(try await desk.run(talk).code == 1)
    }

    @Test func `an offer is a draft of fees, worth what the offices did`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.signContract()
        let desk = house.centre
        try await desk.done(
            "create fee-schedule code=F1 name=One kind=contracted contract=SDP-1 offices+=A01")
        let draft = try #require(
            try await desk.run("fees set F1 D0120 65.00 --as ann").lines.dropLast().last)
        let talk = "contract negotiate SDP-1"
        try await desk.done(talk + " --open --ask more")
        try await desk.done(talk + " --request 1")
        #expect(try await desk.run(talk + " --offer 00000000").code == 1)
        let offered = try await desk.run(talk + " --offer \(draft) --as ann")
        #expect(offered.code == 0 && offered.err.contains("the offer: "))
        #expect(try await desk.run(talk + " --accept --as ann").code == 1)
        try await desk.done(talk + " --counter")
        let rounds = try await desk.rows(talk)
        #expect(rounds.last?["step"] == "counter")
        #expect(rounds.first { $0["step"] == "offer" }?["feeDraft"] == draft)
        #expect(try await desk.row("contract list")["round"] == "2")
    }

    @Test func `one asks for the end, and another gives notice`() async throws {
        let house = try await House()
        try await house.addPeople()
        _ = try await house.enrolNina(from: "2027-02-01")
        let desk = house.centre
        let end = "contract terminate SDP-1 --through 2027-12-31 --reason 'low fees'"
        #expect(
            try await desk.misuse("contract terminate SDP-1 --through 2027-12-31").hasPrefix(
                "Error: Say why with --reason."))
        #expect(
            try await desk.refusal(
                "contract terminate SDP-1 --through 2025-12-31 --reason odd --as ann")
                == "the contract begins on 2026-01-01: its last day cannot lie before that")
        let asked = try await desk.run(end + " --as ann")
        #expect(asked.said.last == "asked for 2027-12-31; another user gives the notice")
        #expect(try await desk.row("contract list")["state"] == "terminationRequested")
        #expect(
            try await desk.refusal(end + " --as ann")
                == "noticeTermination needs another user than the one who logged "
                + "requestTermination; alone only with a recorded reason")
        let given = try await desk.run(end + " --as bob")
        #expect(given.said.last?.hasPrefix("ends 2027-12-31: 1 case ends with it") == true)
        try house.sync()
        #expect(try await desk.row("case list --as-of 2028-01-01")["state"] == "ended")
        #expect(try await desk.row("case list --as-of 2027-12-31")["state"] == "ending")
        let ending = try await house["A01"].row("case list --as-of 2027-12-31")
        #expect(ending["state"] == "ending")
        try await desk.done("contract terminate SDP-1 --withdraw --reason oops --as ann")
        #expect(try await desk.row("case list --as-of 2028-01-01")["state"] == "effective")
    }

    @Test func `a contract entered with its first day renews and ends like a signed one`()
        async throws
    {
        let house = try await House()
        try await house.addPeople()
        try await house.signContract()
        let desk = house.centre
        let entity = try await desk.row("list organization")["id"] ?? ""
        try await desk.done(
            "create payor-contract code=C2 payor=SDP organization=\(entity) "
                + "effectiveFrom=2026-01-01 renewalOn=2027-06-30 noticeDays=60")
        func row() async throws -> JSONRow? {
            try await desk.rows("contract list").first { $0["contract"] == "C2" }
        }
        let entered = try await row()
        #expect(entered?["state"] == "executed" && entered?["noticeDeadline"] == "2027-05-01")
        #expect(
            try await desk.run("doctor expirables --within 400").out.contains(
                "notice to contract C2"))
        for user in ["ann", "bob"] {
            try await desk.done(
                "contract terminate C2 --through 2027-03-31 --reason fees --as \(user)")
        }
        #expect(try await row()?["state"] == "terminating")
    }

    @Test func `a request for the end is taken back, and one alone says so`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.signContract()
        let desk = house.centre
        let end = "contract terminate SDP-1 --through 2027-12-31 --reason why --as ann"
        try await desk.done(end)
        try await desk.done("contract terminate SDP-1 --withdraw --reason oops --as ann")
        #expect(try await desk.row("contract list")["state"] == "executed")
        #expect(
            try await desk.misuse("contract terminate SDP-1 --withdraw --alone --reason x")
                .hasPrefix("Error: --withdraw takes neither --through nor --alone."))
        try await desk.done(end + " --dry-run")
        #expect(try await desk.row("contract list")["state"] == "executed")
        try await desk.done(end + " --alone")
        #expect(try await desk.row("contract list")["state"] == "terminating")
    }

    @Test func `whom the end concerns is listed by office and coverage`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        try await house.centre.done("create insurance-plan code=PL payor=SDP")
        let patient = try await house.centre.done("create patient family=Ruiz offices+=A01")
        try await house.centre.done(
            "create coverage patient=\(patient) insurancePlan=PL effectiveFrom=2026-01-01")
        let row = try await house.centre.row("contract patients SDP-1 --on 2027-03-01")
        #expect(row["office"] == "A01" && row["patient"] == patient && row["plan"] == "PL")
        #expect(row["unknown"] == nil)
        let said = try await house.centre.run("contract patients SDP-1 --on 2027-03-01").said
        #expect(
            said.last
                == "patients served on 2027-03-01: 1, by no other contract after it: 1, unknown: 0")
        #expect(try await house.centre.rows("contract patients SDP-1 --on 2025-03-01").isEmpty)
        #expect(try await house.centre.run("contract patients ZZ").code == 1)
        try house.sync()
        #expect(try await house["A01"].rows("contract patients SDP-1").count == 1)
        #expect(try await house["B01"].rows("contract patients SDP-1").isEmpty)
    }

    @Test func `a contract that is signed later takes the doctors in who work there`()
        async throws
    {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        try await house.centre.done(
            "contract add SDP-2 --payor SDP --effective 2027-01-01 --offices A01 "
                + "providerRule=eachProviderCredentialed locationRule=listedLocations")
        let row = try #require(
            try await house.centre.rows("contract enrol SDP-2 --start 2027-02-15 --dry-run").first)
        #expect(row["doctor"] == "2000000002" && row["outcome"] == "opened")
        try house.sync()
        #expect(try await house.centre.rows("case list --contract SDP-2").isEmpty)
        try await house.centre.done("contract enrol SDP-2 --start 2027-02-15")
        try house.sync()
        #expect(try await house.centre.rows("case list --contract SDP-2").count == 1)
        #expect(try await house.centre.run("contract enrol SDP-2 --doctors 1999999999").code == 1)
        #expect(try await house.centre.run("contract enrol ZZ").code == 1)
    }

    @Test func `what was said to a payor is kept as it was`() async throws {
        let house = try await House()
        try await house.signContract()
        try house.sync()
        let desk = house.centre
        try await desk.done(
            "contact add 'asked for the fees' --contract SDP-1 --channel phone --person Sam "
                + "--reference 4471 --next 2027-02-01")
        let row = try await desk.row("contact list --contract SDP-1")
        #expect(row["summary"] == "asked for the fees" && row["on"] == "2027-01-15")
        #expect(row["reference"] == "4471" && row["next"] == "2027-02-01")
        #expect(row["person"] == "Sam" && row["channel"] == "phone" && row["office"] == nil)
        #expect(
            try await desk.misuse("contact add hello").hasPrefix(
                "Error: Say with whom: --payor, --contract or --about."))
        #expect(try await desk.run("contact add hello --payor SDP --channel smoke").code == 1)
        #expect(try await desk.run("contact add hello --payor ZZ").code == 1)
        // An office's word is its own, and the centre sees it.
        try await house["A01"].done("contact add 'called back' --payor SDP")
        try house.sync()
        // With the payor are those on its contracts, too.
        let all = try await desk.rows("contact list --payor SDP").map { $0["office"] }
        #expect(Set(all) == ["A01", nil] && all.count == 2)
        #expect(try await house["A01"].rows("contact list").count == 1)
        #expect(try await house["B01"].rows("contact list").isEmpty)
    }

    @Test func `a payor that an office made is adopted, or led to the one there is`()
        async throws
    {
        let house = try await House()
        let office = house["A01"]
        try await house.centre.done("create payor code=SDP name=Synthetic")
        let make = { (code: String) in
            try await office.done("create payor code=\(code) name=Ours provisionalOffice=A01")
        }
        let (_, two) = (try await make("OWN"), try await make("TWO"))
        try house.sync()
        #expect(try await house["B01"].rows("list payor").map { $0["code"] } == ["SDP"])
        #expect(try await house.centre.run("payor adopt OWN --into SDP --code X").code == 2)
        try await house.centre.done("payor adopt OWN --code NEW")
        try await house.centre.done("payor adopt TWO --into SDP")
        try house.sync()
        #expect(try await house["B01"].fields("payor", "NEW")["provisionalOffice"] == nil)
        #expect(try await house.centre.run("payor adopt ZZ").code == 1)
        #expect(try await house.centre.run("payor adopt NEW").code == 1)
        #expect(try await office.fields("payor", two)["replacedBy"] != nil)
        #expect(try await office.run("payor adopt OWN").code == 1)
    }

    @Test func `one payor stands for another until that is taken back`() async throws {
        let house = try await House()
        let desk = house.centre
        try await desk.done("create payor code=A name=Alpha")
        try await desk.done("create payor code=B name=Beta")
        try await desk.done("payor link A B --reason same")
        #expect(try await desk.rows("list settlement").count == 1)
        #expect(try await desk.run("payor link A A").code == 1)
        #expect(try await desk.run("payor link A ZZ").code == 1)
        try await desk.done("payor unlink A B")
        #expect(try await desk.fields("payor", "A")["replacedBy"] == nil)
        let proposal = try await house["A01"].run("payor find alpha")
        #expect(proposal.code == 0)
    }
}
