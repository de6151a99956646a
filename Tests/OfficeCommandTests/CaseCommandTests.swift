import Foundation
import HouseKit
import Merge
import Testing

/// Enrolment cases, the letters behind them, and the notices to payors.
struct CaseCommandTests {
    @Test func `a state that no case has is refused with those there are`() async throws {
        let desk = try await House().centre
        for list in ["case list --state odd", "notice list --where state=odd"] {
            #expect(
                try await desk.misuse(list).hasPrefix("Error: There is no state odd. There are "))
        }
        #expect(try await desk.rows("case list --state effective").isEmpty)
    }

    @Test func `a case goes step by step, and no step out of turn`() async throws {
        let house = try await House()
        let id = try await house.onboardNina()
        let desk = house.centre
        #expect(
            try await desk.refusal("case advance \(id) submit --channel portal")
                == "\(id): submit is not possible in state notStarted; possible now: prepare, "
                + "recorded, withdraw")
        #expect(
            try await desk.refusal("case advance \(id) submitted").hasSuffix(
                "the enrollment workflow has no such step; did you mean submit?"))
        let prepared = try await desk.row("case advance \(id) prepare --on 2027-01-10")
        #expect(prepared["before"] == "notStarted" && prepared["after"] == "preparing")
        let steps = try await desk.row("case show \(id)")
        #expect(steps["step"] == "prepare" && steps["on"] == "2027-01-10")
        #expect(steps["illegal"] == "false")
        let talk = try await desk.run("case show \(id)").said
        #expect(talk.contains { $0.hasPrefix("doctor 2000000002, contract SDP-1, office A01: ") })
        #expect(talk.last?.hasPrefix("possible now: ") == true)
    }

    @Test func `a date is written under its letter, and only with one`() async throws {
        let house = try await House()
        let id = try await house.onboardNina()
        let desk = house.centre
        let line = "case advance \(id) recorded --effective 2027-03-01"
        #expect(
            try await desk.refusal(line) == "\(id): recorded needs a document as evidence")
        let letter = try desk.file("letter.txt", "effective March")
        #expect(
            try await desk.refusal(line + " --document /nowhere/a.txt")
                == "/nowhere/a.txt does not exist: check the name")
        try await desk.done(line + " --document \(letter) --dry-run")
        #expect(try await desk.row("case list")["state"] == "notStarted")
        #expect(try await desk.rows("document list").isEmpty)
        try await desk.done(line + " --document \(letter)")
        let row = try await desk.row("case list")
        #expect(row["state"] == "scheduled" && row["day"] == "2027-03-01")
        #expect(try await desk.row("case list --as-of 2027-03-02")["state"] == "effective")
        let document = try await desk.row("document list")
        #expect(document["kind"] == "letter" && document["here"] == "true")
        #expect(document["byteCount"] == "15" && document["digest"]?.count == 64)
        // Once more is another letter of the same day.
        #expect(try await desk.run(line + " --document \(letter)").code == 1)
    }

    @Test func `cases are chosen by whose they are, all of them or none`() async throws {
        let house = try await House()
        let id = try await house.onboardNina()
        let desk = house.centre
        let fits = [
            "--doctor 2000000002", "--contract SDP-1", "--office A01", "--state notStarted",
        ]
        for filter in fits + ["--where office=A01", "--where state=notStarted"] {
            #expect(
                try await desk.rows("case list \(filter)").map { $0["id"] } == [id], "\(filter)")
        }
        for filter in ["--office B01", "--state effective"] {
            #expect(try await desk.rows("case list \(filter)").isEmpty, "\(filter)")
        }
        #expect(try await desk.run("case list --doctor 1999999999").code == 1)
        #expect(
            try await desk.misuse("case list --where city=x").hasPrefix(
                "Error: --where takes KEY=VALUE with doctor, contract, office, state, run."))
        #expect(
            try await desk.misuse("case advance prepare").hasPrefix(
                "Error: Name the records or choose them with --where, one of the two."))
        #expect(try await desk.run("case advance \(id) prepare --office A01").code == 2)
        #expect(try await desk.run("case advance --office B01 prepare").code == 1)
        #expect(try await desk.row("case advance --office A01 prepare")["after"] == "preparing")
    }

    @Test func `a step that was mistyped is annulled by its number, with why`() async throws {
        let house = try await House()
        let id = try await house.onboardNina()
        let desk = house.centre
        try await desk.done("case advance \(id) prepare")
        #expect(
            try await desk.misuse("case advance \(id) retract").hasPrefix(
                "Error: retract and --step NUMBER go together."))
        #expect(try await desk.run("case advance \(id) prepare --step 1").code == 2)
        #expect(try await desk.run("case advance \(id) retract --step 9 --comment x").code == 1)
        try await desk.done("case advance \(id) retract --step 1 --comment 'wrong doctor'")
        #expect(try await desk.row("case list")["state"] == "notStarted")
        #expect(try await desk.run("case show \(id)").said.last?.contains("prepare") == true)
    }

    @Test func `letters that disagree leave the case unknown until one supersedes the other`()
        async throws
    {
        let house = try await House()
        let id = try await house.onboardNina()
        let other = try house.seat(.coordinator, named: "other")
        func letter(_ name: String, at seat: Seat) async throws -> String {
            let file = try seat.file("\(name).txt", "from \(name)")
            return try await seat.done(
                "document add \(file) --kind letter --title \(name) --subject enrollment:\(id)")
        }
        let march = try await letter("March", at: other)
        let april = try await letter("April", at: house.centre)
        try await other.done(
            "case advance \(id) recorded --effective 2027-03-01 --document \(march)")
        try await house.centre.done(
            "case advance \(id) recorded --effective 2027-04-01 --document \(april)")
        try house.sync()
        let row = try await house.centre.row("case list --as-of 2027-05-01")
        #expect(row["state"] == "unknown" && row["conflict"]?.contains("letters disagree") == true)
        #expect(try await house["A01"].rows("case list --state unknown").count == 1)
        try await house.centre.done(
            "case advance \(id) correctEffective --effective 2027-04-01 --document \(april) "
                + "--supersedes \(march)")
        let settled = try await house.centre.row("case list --as-of 2027-05-01")
        #expect(settled["state"] == "effective" && settled["day"] == "2027-04-01")
    }

    @Test func `a document is kept with its bytes, shown, and handed out once`() async throws {
        let house = try await House()
        let id = try await house.onboardNina()
        let desk = house.centre
        let file = try desk.file("card.pdf", "%PDF-1.4 card")
        let document = try await desk.done(
            "document add \(file) --kind letter --title 'Approval' --subject enrollment:\(id) "
                + "--issued 2027-01-02 --expires 2028-01-01")
        let row = try await desk.row("document list --kind letter")
        #expect(row["id"] == document && row["title"] == "Approval")
        #expect(row["issuedOn"] == "2027-01-02" && row["expiresOn"] == "2028-01-01")
        #expect(try await desk.rows("document list --subject enrollment:\(id)").count == 1)
        #expect(try await desk.rows("document list --kind w9").isEmpty)
        #expect(
            try await desk.run("document show \(document)").said.first?.hasPrefix(
                "about enrollment") == true)
        let copy = desk.folderPath + "-copy.pdf"
        #expect(try await desk.done("document export \(document) \(copy)") == copy)
        #expect(try String(contentsOfFile: copy, encoding: .utf8) == "%PDF-1.4 card")
        #expect(
            try await desk.refusal("document export \(document) \(copy)")
                == "\(copy) exists already: name a new file")
        // The record travels, its bytes do not.
        try house.sync()
        #expect(try await house["A01"].row("document list")["here"] == "false")
        #expect(
            try await house["A01"].refusal("document export \(document) \(copy)2")
                == "the document's bytes are not in this store: they stay where they were added")
    }

    @Test func `a document is a file of a kind that there is`() async throws {
        let desk = try await House().centre
        let file = try desk.file("a.txt", "text")
        let empty = try desk.file("empty.txt", "")
        #expect(
            try await desk.refusal("document add \(file) --kind poem --title x").hasPrefix(
                "kind: expected one of"))
        #expect(
            try await desk.refusal("document add \(empty) --kind letter --title x")
                == "\(empty) is empty: name the file that holds the document")
        #expect(
            try await desk.misuse("document add \(file) --kind letter --title x --subject abc")
                .hasPrefix("Error: --subject takes TYPE:ID"))
        #expect(try await desk.rows("document list").isEmpty)
    }

    /// A house with a move's notice in draft.
    private func noticed() async throws -> (house: House, notice: String) {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        try await house.centre.done("doctor leave 2000000002 --last-day 2027-05-31")
        try house.sync()
        return (house, try await house.centre.row("notice list")["id"] ?? "")
    }

    @Test func `a letter that no address is on file for is not printed, and says what lacks`()
        async throws
    {
        let (house, notice) = try await noticed()
        let desk = house.centre
        let words = try await desk.refusal("notice print \(notice)")
        #expect(words.contains("address"))
        try await desk.done(
            "edit payor SDP claimLine1='1 Main' claimCity=Austin claimState=TX claimZip=78701")
        try await desk.done(
            "edit office A01 'physicalLine1=2 Side' physicalCity=Austin physicalState=TX "
                + "physicalZip=78702")
        let letter = try await desk.done("notice print \(notice)")
        #expect(letter.contains("Synthetic Dental Plan") && letter.contains("2000000002"))
        #expect(
            try await desk.misuse("notice print \(notice) --format pdf").hasPrefix(
                "Error: A PDF needs a file: --output FILE."))
    }

    @Test func `a notice is sent and confirmed with the payor's letter, and the case ends`()
        async throws
    {
        let (house, notice) = try await noticed()
        let desk = house.centre
        #expect(try await desk.run("notice advance \(notice) confirm").code == 1)
        let sent = try await desk.row("notice advance \(notice) send --channel email")
        #expect(sent["before"] == "draft" && sent["after"] == "sent")
        let row = try await desk.row("notice list")
        #expect(row["sent"] == "2027-01-15" && row["state"] == "sent")
        let letter = try desk.file("ok.txt", "confirmed")
        try await desk.done(
            "notice advance \(notice) confirm --effective 2027-05-31 --document \(letter)")
        #expect(try await desk.row("notice list")["confirmed"] == "2027-05-31")
        let ended = try await desk.row("case list --as-of 2027-06-01")
        #expect(ended["state"] == "ended" && ended["day"] == "2027-05-31")
        #expect(try await desk.row("case list --as-of 2027-05-30")["state"] == "ending")
        let steps = try await desk.rows("notice show \(notice)")
        #expect(steps.map { $0["step"] } == ["send", "confirm"])
        #expect(try await desk.run("notice show 00000000").code == 1)
    }
}
