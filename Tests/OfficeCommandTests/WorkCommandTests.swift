import HouseKit
import Merge
import Testing

/// Tasks, steps and the day's list.
struct WorkCommandTests {
    @Test func `tasks come by the day they are due, and go when they are done`() async throws {
        let house = try await House()
        try await house.addPeople()
        let desk = house.centre
        let late = try await desk.done("create task title=Later dueOn=2027-02-20 assignee=ann")
        let soon = try await desk.done("create task title=Soon dueOn=2027-01-20 office=A01")
        let rows = try await desk.rows("task list")
        #expect(rows.map { $0["title"] } == ["Soon", "Later"])
        #expect(rows[0]["office"] == "A01" && rows[0]["state"] == "open")
        #expect(rows[1]["assignee"] == "ann" && rows[1]["id"] == late)
        #expect(try await desk.rows("task list --assignee ann").map { $0["id"] } == [late])
        #expect(try await desk.rows("task list --assignee none").map { $0["id"] } == [soon])
        #expect(try await desk.rows("task list --due-by 2027-01-31").map { $0["id"] } == [soon])
        #expect(try await desk.run("task list --assignee nobody").code == 1)
        try await desk.done("step log task \(soon) start")
        let done = try await desk.run("step log task \(soon) done --comment called")
        #expect(done.said.last?.hasPrefix("state done") == true)
        #expect(try await desk.rows("task list").map { $0["id"] } == [late])
        let all = try await desk.rows("task list --all")
        #expect(all.map { $0["state"] } == ["done", "open"])
        try house.sync()
        #expect(try await house["A01"].rows("task list --all").map { $0["id"] } == [soon])
    }

    @Test func `a step is logged where it is legal, told, and annulled with a reason`()
        async throws
    {
        let house = try await House()
        try await house.addPeople()
        let desk = house.centre
        let task = try await desk.done("create task title=Call")
        #expect(
            try await desk.refusal("step log task \(task) finish").contains("no such step"))
        #expect(try await desk.refusal("step log task \(task) reopen").contains("is not possible"))
        try await desk.done("step log task \(task) start --dry-run")
        #expect(try await desk.rows("step list task \(task)").isEmpty)
        try await desk.done("step log task \(task) start --on 2027-01-10 --as ann --comment began")
        let step = try await desk.row("step list task \(task)")
        #expect(step["step"] == "start" && step["on"] == "2027-01-10" && step["comment"] == "began")
        #expect(step["by"] != nil && step["illegal"] == "false")
        let id = step["id"] ?? ""
        #expect(try await desk.run("step retract task \(task) \(id)").code == 1)
        try await desk.done("step retract task \(task) \(id) --reason 'wrong task'")
        #expect(try await desk.row("task list")["state"] == "open")
        #expect(try await desk.run("step log payor X start").code == 1)
        #expect(try await desk.run("step list task 00000000").code == 1)
    }

    @Test func `a record without a workflow has no steps`() async throws {
        let desk = try await House().centre
        try await desk.done("create payor code=A name=Alpha")
        #expect(try await desk.refusal("step log payor A start").contains("workflow"))
        #expect(try await desk.run("step list payor A").code == 1)
    }

    @Test func `steps that two log apart are one conflict, and retracting one ends it`()
        async throws
    {
        let house = try await House()
        let other = try house.seat(.coordinator, named: "other")
        let id = try await house.onboardNina()
        try house.sync()
        for step in ["prepare", "submit --channel portal --reference 1", "ack"] {
            try await house.centre.done("case advance \(id) \(step)")
        }
        try house.sync()
        try await house.centre.done("step log enrollment \(id) credentialingApproved")
        try await other.done("step log enrollment \(id) denied --comment no")
        try house.sync()
        for seat in [house.centre, other, house["A01"]] {
            let said = try await seat.run("step list enrollment \(id)").said
            #expect(said.contains { $0.hasPrefix("shown as denied: ") })
            #expect(try await seat.rows("conflicts list --kind concurrent-steps").count == 1)
        }
        let denied =
            try await house.centre.rows("step list enrollment \(id)")
            .first { $0["step"] == "denied" }?["id"] ?? ""
        try await house.centre.done("step retract enrollment \(id) \(denied) --reason 'other one'")
        try house.sync()
        #expect(try await other.rows("conflicts list").isEmpty)
        #expect(try await house["A01"].row("case list")["state"] == "approvedAwaitingLoad")
    }

    @Test func `the day's list is by urgency, as of any day and of one kind`() async throws {
        let house = try await House()
        _ = try await house.insurePat()
        try await house["A01"].done("edit payor P1 name=Ours")
        try await house.centre.done("create task title=Call dueOn=2027-01-10")
        try await house.centre.done("create task title=Write dueOn=2027-06-10")
        try house.sync()
        let items = try await house.centre.rows("today")
        #expect(items[0]["urgency"] == "now" && items[0]["about"]?.contains("Call") == true)
        #expect(items.contains { $0["kind"] == "proposal" && $0["urgency"] == "soon" })
        #expect(items.allSatisfy { $0["next"]?.isEmpty == false })
        let tasks = try await house.centre.rows("today --kind task")
        #expect(tasks.map { $0["kind"] }.allSatisfy { $0 == "task" } && !tasks.isEmpty)
        let later = try await house.centre.rows("today --kind task --as-of 2027-06-20")
        #expect(later.count == 2 && later.allSatisfy { $0["urgency"] == "now" })
        let cut = try await house.centre.run("today --limit 1")
        #expect(cut.said.last == "\(items.count - 1) more; --limit shows them")
        #expect(try await house.centre.run("today --kind nothing").code == 2)
        let none = try await House().centre.run("today")
        #expect(none.said.last == "nothing waits")
    }

    @Test func `a patient who was entered twice waits for the office that has both`()
        async throws
    {
        let house = try await House()
        let birth = "family=Ruiz given=Ana birthDate=1980-02-28"
        try await house["A01"].done("create patient \(birth)")
        try await house["A01"].done("create patient \(birth)")
        let item = try await house["A01"].row("today --kind conflict")
        #expect(item["next"]?.hasPrefix("bridgework conflicts ") == true)
        try house.sync()
        #expect(try await house["B01"].rows("today --kind conflict").isEmpty)
    }
}
