import Errands
import HouseKit
import OfficeCommand
import Testing
import WebDesk

/// Each form of the desk over a real store: done, and refused with the terminal's words.
struct DeskFormsTests {
    @Test func `a doctor is brought into every contract once it was looked at`() async throws {
        let house = try await House()
        try await house.signContract()
        try await house.centre.done("create practitioner npi=2000000002 family=Sample given=Nina")
        let visitor = try await Visitor(house.centre, of: house)
        let fields = [("npi", "2000000002"), ("start", "2027-02-01"), ("offices", "A01")]
        let preview = try await visitor.post("/do/onboard", fields + [("act", "preview")])
        #expect(preview.text.contains("SDP-1") && preview.text.contains("1 opened"))
        #expect(try await house.centre.rows("doctor runs list").isEmpty)
        let done = try await visitor.post("/do/onboard", fields + [("act", "do")])
        #expect(done.status == 303)
        let run = try await house.centre.row("doctor runs list")
        #expect(run["kind"] == "onboarding")
        #expect(try await visitor.get("/moves/" + (run["id"] ?? "")).text.contains("SDP-1"))
        #expect(try await visitor.get("/doctors/2000000002").text.contains("Nina Sample"))
    }

    @Test func `a wrong check digit is refused as at the terminal`() async throws {
        let house = try await House()
        let visitor = try await Visitor(house.centre, of: house)
        let refused = try await visitor.post(
            "/do/onboard", [("npi", "2000000003"), ("start", "2027-02-01"), ("act", "do")])
        let words = try await house.centre.refusal(
            "doctor onboard 2000000003 --start 2027-02-01")
        #expect(refused.text.contains(words.replacing("'", with: "&#39;")))
        #expect(refused.text.contains("value=\"2027-02-01\""))
    }

    @Test func `a doctor moves between offices`() async throws {
        let house = try await House()
        _ = try await house.onboardNina()
        let visitor = try await Visitor(house.centre, of: house)
        let fields = [
            ("npi", "2000000002"), ("from", "A01"), ("to", "B01"), ("last-day", "2027-03-31"),
            ("first-day", "2027-04-01"),
        ]
        let preview = try await visitor.post("/do/move", fields + [("act", "preview")])
        #expect(preview.text.contains("nothing was written"))
        #expect(try await visitor.post("/do/move", fields + [("act", "do")]).status == 303)
        #expect(try await house.centre.rows("doctor runs list --all").count == 2)
    }

    @Test func `fees are approved and published by different people`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.centre.done(
            "create fee-schedule code=F1 name=F1 kind=contracted offices+=A01")
        let ann = try await Visitor(house.centre, of: house, login: "ann")
        let set = [("schedule", "F1"), ("code", "X0001"), ("price", "61.00"), ("act", "do")]
        #expect(try await ann.post("/do/fee-set", set).status == 303)
        let page = try await ann.get("/fees/F1").text
        #expect(page.contains("X0001") && page.contains("61.00"))
        let digest = String(page.firstMatch(of: /digest=([0-9a-f]{12})/)?.1 ?? "")
        let hand = [("schedule", "F1"), ("reason", "looked"), ("act", "do")]
        #expect(try await ann.post("/do/fee-submit", hand).status == 303)
        let approval = [("schedule", "F1"), ("digest", digest), ("act", "do")]
        let own = try await ann.post("/do/fee-approve", approval)
        #expect(own.status == 200 && own.text.contains("role=\"alert\""))
        let bob = try await Visitor(house.centre, of: house, login: "bob")
        #expect(try await bob.post("/do/fee-approve", approval).status == 303)
        let publish = [("schedule", "F1"), ("effective", "2027-02-01"), ("act", "do")]
        #expect(try await bob.post("/do/fee-publish", publish).status == 303)
        try house.sync()
        #expect(try await bob.get("/fees/F1").text.contains("published"))
    }

    @Test func `a proposal of an office is accepted`() async throws {
        let house = try await House()
        try await house.centre.done("create payor code=P1 'name=Payor One'")
        try house.sync()
        try await house["A01"].done("edit payor P1 timelyFilingDays=120 --reason letter")
        try house.sync()
        let visitor = try await Visitor(house.centre, of: house)
        let list = try await visitor.get("/waiting").text
        let id = String(list.firstMatch(of: /\/waiting\/proposals\/([0-9a-f-]+)/)?.1 ?? "")
        #expect(try await visitor.get("/waiting/proposals/" + id).text.contains("120"))
        let accepted = try await visitor.post(
            "/do/proposals-accept", [("id", id), ("back", "/waiting"), ("act", "do")])
        #expect(accepted.header("location") == "/waiting")
        #expect(try await house.centre.fields("payor", "P1")["timelyFilingDays"] == "120")
    }

    @Test func `a coverage is verified, and a visit estimated`() async throws {
        let house = try await House()
        let (patient, coverage) = try await house.insurePat()
        try await house.centre.done("create practitioner npi=2000000002 family=Sample given=Nina")
        let visitor = try await Visitor(house.centre, of: house)
        let verified = try await visitor.post(
            "/do/verify",
            [("coverage", coverage), ("answer", "active"), ("method", "phone"), ("act", "do")])
        #expect(verified.status == 303)
        #expect(try await house.centre.row("coverage list")["verified"] != nil)
        let estimate = try await visitor.post(
            "/do/estimate",
            [
                ("patient", patient), ("doctor", "2000000002"), ("office", "A01"),
                ("services", "X0001"), ("act", "do"),
            ])
        #expect(estimate.status == 200 && estimate.text.contains("Answer"))
        #expect(estimate.text.contains("X0001"))
    }

    @Test func `a name that is a script is text`() async throws {
        let house = try await House()
        let patient = try await house["A01"].run([
            "create", "patient", "family=<script>alert(1)</script>", "given=Eve",
        ]).text
        let visitor = try await Visitor(house["A01"], of: house)
        let found = try await visitor.post("/patients", [("words", "Eve")])
        for page in [found, try await visitor.get("/patients/" + patient)] {
            #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(!page.text.contains("<script>alert"))
        }
    }

    @Test func `somebody the store does not know does nothing`() async throws {
        let house = try await House()
        let visitor = try await Visitor(house.centre, of: house, login: "nobody")
        let refused = try await visitor.post(
            "/do/onboard", [("npi", "2000000002"), ("start", "2027-02-01"), ("act", "do")])
        #expect(refused.status == 200 && refused.text.contains("role=\"alert\""))
    }

    @Test func `what the payor said of a notice is logged on its page`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        try await house.centre.done(
            "doctor move 2000000002 --from A01 --to B01 --last-day 2027-03-31 "
                + "--first-day 2027-04-01")
        try house.sync()
        let first = try #require(try await house.centre.rows("notice list").first)
        let id = first["id"] ?? ""
        let visitor = try await Visitor(house.centre, of: house)
        #expect(
            try await visitor.get("/records/payor_notice/" + id).text.contains("/do/notice-step"))
        let sent = try await visitor.post(
            "/do/notice-step",
            [
                ("id", id), ("step", "send"), ("channel", "portal"), ("act", "do"),
                ("back", "/records/payor_notice/" + id),
            ])
        #expect(sent.header("location") == "/records/payor_notice/" + id)
        let notice = try await house.centre.rows("notice list").first { $0["id"] == id }
        #expect(notice?["state"] == "sent")
    }

    @Test func `the desk opens to this machine alone`() async throws {
        let house = try await House()
        let words = try await house.centre.misuse("desk --listen 0.0.0.0")
        #expect(words.contains("listens on this machine alone"))
        #expect(try await house.centre.run("desk --port 70000").code == 2)
    }
}
