import DeskKit
import Errands
import Foundation
import HouseKit
import Merge
import OfficeCommand
import Participation
import Practice
import Tables
import Testing

@testable import WebDesk

/// The desk in a browser over a real store: each page, and each page's main task.
struct DeskPagesTests {
    /// Two offices that disagree on a patient's sex, at the centre's desk.
    private func disagreement() async throws -> (Visitor, House, patient: String, id: String) {
        let house = try await House()
        let patient = try await house.insurePat().patient
        try await house["A01"].done("edit patient \(patient) sexForClaims=M --reason 'her word'")
        house.clock.pass(hours: 1)
        try await house["B01"].done("edit patient \(patient) sexForClaims=F")
        try house.sync()
        let id = try await house.centre.row("conflicts list")["id"] ?? ""
        return (try await Visitor(house.centre, of: house), house, patient, id)
    }

    @Test func `every kind of file can be handed over`() {
        let kinds = Set(ImportKind.allCases.map(\.rawValue)).union(["fees", "x12"])
        #expect(Set(ImportPage.kinds.map(\.value)) == kinds)
    }

    @Test func `every state of a case has a sign of its own in the matrix`() {
        for state in Enrollment.State.allCases {
            let look = HeatMap.look(.text(state.rawValue))
            #expect(look?.name != "other", "\(state)")
        }
        #expect(HeatMap.look(.text("of nobody"))?.name == "other")
    }

    @Test func `the sample group fills every page`() async throws {
        let lone = try LoneDesk()
        let clerk = try Clerk(at: lone.desk, login: nil)
        let made = await clerk.run(
            Errand("sample").with("seed", 1).with("offices", 1).with("patients", 10))
        #expect(made.isDone, "\(made)")
        let list = await clerk.run(Errand("list").with("limit", 1).of("patient"))
        let patient = list.tables.first?.table.rows.first?.first?.plain ?? ""
        let visitor = try await Visitor(clerk, keeping: lone)
        let npi = try await visitor.get("/doctors").text.firstMatch(
            of: /\/doctors\/([0-9]{10})/)?.1
        let pages = [
            "/", "/?kind=gap", "/conflicts", "/conflicts/many", "/conflicts/settled", "/matrix",
            "/matrix?day=2027-02-01&office=S01", "/doctors", "/doctors/\(npi ?? "")", "/fees",
            "/fees/SF01", "/contracts", "/contracts/SC01", "/patients",
            "/patients/" + patient, "/coverages", "/appointments",
            "/appointments?day=2027-02-01&office=S01", "/waiting", "/reports",
            "/records/payor/SP01",
        ]
        for page in pages {
            let answer = try await visitor.get(page)
            #expect(answer.status == 200, "\(page)")
            let (isRefused, hasHead) = (
                answer.text.contains("role=\"alert\""), answer.text.contains("<h1>")
            )
            #expect(!isRefused && hasHead, "\(page)")
        }
    }

    @Test func `every report of the terminal is a page`() async throws {
        let house = try await House()
        let visitor = try await Visitor(house.centre, of: house)
        let list = try await visitor.get("/reports").text
        let names = list.matches(of: /href="\/reports\/([a-z-]+)"/).map { String($0.1) }
        #expect(names.count >= 10)
        for name in names { #expect(try await visitor.get("/reports/" + name).status == 200) }
        #expect(try await visitor.get("/reports/nothing").status == 404)
    }

    @Test func `every list of the terminal without a page of its own is one`() async throws {
        let house = try await House()
        let visitor = try await Visitor(house.centre, of: house)
        let names = try await visitor.get("/reports").text
            .matches(of: /href="\/lists\/([a-z-]+)"/).map { String($0.1) }
        #expect(names.count >= 10)
        for name in names {
            let page = try await visitor.get("/lists/" + name)
            #expect(page.status == 200 && !page.text.contains("role=\"alert\""), "\(name)")
        }
        #expect(try await visitor.get("/lists/nothing").status == 404)
    }

    @Test func `appointments are listed by day and office, and open their patient`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        let office = house["A01"]
        let file = NSTemporaryDirectory() + "appointments-\(UUID().uuidString).csv"
        try """
        office_code,appointment_id,date,start,patient_system,patient_number
        A01,1,2027-03-01,09:30,PMS,M1
        """.write(toFile: file, atomically: true, encoding: .utf8)
        try await office.done("edit patient \(patient) externalIds+=A01;PMS;M1")
        try await office.done("import appointments \(file)")
        let visitor = try await Visitor(office, of: house)
        let page = try await visitor.get("/appointments?day=2027-03-01&office=A01").text
        #expect(page.contains("09:30") && page.contains("href=\"/patients/\(patient)\""))
        #expect(page.contains("/appointments?day=2027-03-02&amp;office=A01"))
        #expect(
            try await visitor.get("/appointments?day=2027-03-02").text
                .contains("Nobody is expected"))
        let own = try await visitor.get("/patients/" + patient).text
        #expect(own.contains("href=\"/appointments?day=2027-03-01\""))
    }

    @Test func `no address holds what a record says of a patient`() async throws {
        let (visitor, _, patient, id) = try await disagreement()
        let found = try await visitor.post("/patients", [("words", "Shared")])
        let pages = [
            found, try await visitor.get("/conflicts"), try await visitor.get("/conflicts/" + id),
            try await visitor.get("/patients/" + patient), try await visitor.get("/coverages"),
            try await visitor.get("/"),
        ]
        #expect(found.text.contains("Shared") && found.text.contains("/patients/" + patient))
        for page in pages {
            for address in page.text.matches(of: /(?:href|action)="([^"]*)"/).map(\.1) {
                for value in ["Shared", "Pat", "1980", "M1"] {
                    #expect(!address.contains(value), "\(address)")
                }
            }
        }
        // Nor does what a browser keeps of a page in its history.
        let tabs = pages.map { page in
            String(page.text.firstMatch(of: /<title>([^<]*) · Bridgework</)?.1 ?? "")
        }
        #expect(tabs == ["Patients", "Conflicts", "Conflict", "Patient", "Patients", "Today"])
    }

    @Test func `a conflict shows both values with who, when and having seen what`() async throws {
        let (visitor, _, _, id) = try await disagreement()
        let queue = try await visitor.get("/conflicts").text
        #expect(queue.contains("/conflicts/" + id) && queue.contains("1 of 1 open"))
        let text = try await visitor.get("/conflicts/" + id).text
        for word in ["A01", "B01", "her word", "nothing of the other candidate", "recommended"] {
            #expect(text.contains(word), "\(word)")
        }
        let candidates = text.matches(of: /<input type="radio" name="take"[^>]*>/)
        #expect(candidates.count == 2 && !candidates.contains { $0.0.contains("checked") })
    }

    @Test func `a conflict is settled, and taken back`() async throws {
        let (visitor, house, patient, id) = try await disagreement()
        let page = try await visitor.get("/conflicts/" + id).text
        let seen = String(page.firstMatch(of: /name="seen" value="([0-9a-f]+)"/)?.1 ?? "")
        let settled = try await visitor.post(
            "/conflicts/" + id,
            [("seen", seen), ("take", "1"), ("reason", "asked her"), ("then", "next")])
        #expect(settled.header("location") == "/conflicts")
        #expect(try await house.centre.row("status")["conflicts"] == "0")
        let after = try await visitor.get("/conflicts").text
        #expect(after.contains("Nothing waits for a decision") && after.contains("Undo"))
        let back = try await visitor.post(
            "/conflicts/undo", [("id", id), ("reason", "the other card")])
        #expect(back.header("location") == "/conflicts/" + id)
        #expect(try await house.centre.row("status")["conflicts"] == "1")
        #expect(try await visitor.get("/patients/" + patient).status == 200)
    }

    @Test func `what somebody wrote meanwhile is not settled unseen`() async throws {
        let (visitor, _, _, id) = try await disagreement()
        let refused = try await visitor.post(
            "/conflicts/" + id, [("seen", "00000000"), ("take", "1"), ("reason", "old page")])
        #expect(refused.status == 200 && refused.text.contains("role=\"alert\""))
        #expect(refused.text.contains("value=\"old page\""))
        let nothing = try await visitor.post("/conflicts/" + id, [("reason", "x")])
        #expect(nothing.text.contains("Choose a candidate"))
    }

    @Test func `a number that no candidate has is refused, however small or large`() async throws {
        let (visitor, house, _, id) = try await disagreement()
        let page = try await visitor.get("/conflicts/" + id).text
        let seen = String(page.firstMatch(of: /name="seen" value="([0-9a-f]+)"/)?.1 ?? "")
        for number in [Int.min, -1, 0, 3, Int.max] {
            let refused = try await visitor.post(
                "/conflicts/" + id,
                [("seen", seen), ("take", String(number)), ("reason", "a slip")])
            #expect(refused.text.contains("candidates 1 to 2"), "\(number)")
        }
        #expect(try await house.centre.row("status")["conflicts"] == "1")
    }

    @Test func `many of one cause are counted before they are settled`() async throws {
        let (visitor, house, _, _) = try await disagreement()
        let fields = [("type", "patient"), ("take", "newest"), ("reason", "the later visit")]
        let preview = try await visitor.post("/conflicts/many", fields + [("act", "preview")])
        #expect(preview.text.contains("What would be settled"))
        #expect(try await house.centre.row("status")["conflicts"] == "1")
        let unnamed = try await visitor.post(
            "/conflicts/many", [("take", "newest"), ("reason", "x"), ("act", "do")])
        #expect(unnamed.text.contains("role=\"alert\""))
        let seen = String(preview.text.firstMatch(of: /name="seen" value="([0-9a-f]+)"/)?.1 ?? "")
        for wrong in [[], [("seen", "0123456789abcdef")]] {
            let early = try await visitor.post("/conflicts/many", fields + [("act", "do")] + wrong)
            #expect(early.text.contains("role=\"alert\""))
        }
        #expect(try await house.centre.row("status")["conflicts"] == "1")
        _ = try await visitor.post("/conflicts/many", fields + [("act", "do"), ("seen", seen)])
        #expect(try await house.centre.row("status")["conflicts"] == "0")
    }

    @Test func `a conflict is given to somebody and rests`() async throws {
        let (visitor, house, _, id) = try await disagreement()
        try await house.addPeople()
        _ = try await visitor.post("/conflicts/\(id)/assign", [("login", "ann")])
        #expect(try await house.centre.row("conflicts list")["assignee"] == "ann")
        _ = try await visitor.post(
            "/conflicts/\(id)/defer", [("until", "2099-01-01"), ("reason", "she is away")])
        #expect(try await house.centre.row("conflicts list")["status"] == "deferred")
    }
}
