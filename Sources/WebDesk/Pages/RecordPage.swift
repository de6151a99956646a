import Errands
import Tables

/// Any record, with who changed what.
enum RecordPage {
    static func page(_ visit: PageRequest) async -> Page {
        let type = visit.part(1)
        let reply = await visit.run(
            Errand("show").with(flag: "history").of(type, visit.part(2)))
        guard reply.isDone, let facts = reply.tables.first?.table else {
            return Page("Record", .today, status: 404, [Blocks.reply(reply)])
        }
        let id = facts.rows.first { $0[0].plain == "id" }?[1].plain ?? ""
        let history = reply.tables.dropFirst().map { TableView($0, title: "History").markup }
        return Page(
            Words.heading(type), .today, tab: "Record", trail: ("Today", "/"),
            await more(type, id, visit) + [
                Blocks.columns(
                    [Blocks.section("On record", [FactsView(facts).markup])],
                    [
                        Blocks.section("Who changed what", history),
                        Blocks.notice(.quiet, nil, reply.said),
                    ])
            ])
    }

    /// What can be done with a record of a type, and what its own command shows of it.
    private static func more(_ type: String, _ id: String, _ visit: PageRequest) async -> [Markup] {
        let known = [("id", id)]
        switch type {
        case "enrollment":
            return [
                Blocks.actions([("Log a step", Links.deed("case-step", known))]),
                Blocks.reply(await visit.run(Errand("case", "show").of(id)), title: "Case"),
            ]
        case "payor_notice":
            return [
                Blocks.actions([
                    ("Log a step", Links.deed("notice-step", known)),
                    ("Print the letter", "/print/notice/" + WebForm.encoded(id)),
                ]),
                Blocks.reply(await visit.run(Errand("notice", "show").of(id)), title: "Notice"),
            ]
        case "task": return [Blocks.actions([("It is done", Links.deed("task-done", known))])]
        default: return []
        }
    }
}
