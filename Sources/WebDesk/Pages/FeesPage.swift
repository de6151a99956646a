import Errands
import Tables

/// Fee schedules: versions, the draft's difference, approval, publication and who has it.
enum FeesPage {
    static func list(_ visit: PageRequest) async -> Page {
        let reply = await visit.run(Errand("fees", "list").with("on", visit.query["day"]))
        let review = await visit.run(Errand("report", "annual-review"))
        return Page(
            "Fees", .fees, lead: "What is in force, what comes next, and which drafts wait.",
            [
                Filters.markup(
                    "/fees", [FieldView("day", "On", .day, value: visit.day)]),
                Blocks.reply(reply, title: "Fee schedules") { name, cell, _ in
                    name == "code" ? "/fees/" + WebForm.encoded(cell.plain) : Links.cell(name, cell)
                },
                Blocks.section("Yearly review", [Blocks.reply(review)]),
            ])
    }

    static func schedule(_ visit: PageRequest) async -> Page {
        let code = visit.part(1)
        let known = [("schedule", code)]
        let trail = ("Fees", "/fees")
        let shown = await visit.run(Errand("fees", "show").of(code))
        guard shown.isDone else {
            return Page("Fees", .fees, trail: trail, status: 404, [Blocks.reply(shown)])
        }
        let diff = await visit.run(Errand("fees", "diff").of(code))
        let rollout = await visit.run(Errand("fees", "rollout").of(code))
        let number = visit.query["lines"]
        var body = [
            Blocks.section(
                "Versions and drafts",
                [
                    Blocks.reply(shown, title: "Versions and drafts") { name, cell, row in
                        name == "number" && row["what"]?.plain == "version"
                            ? "/fees/\(WebForm.encoded(code))?lines=\(cell.plain)#lines" : nil
                    }
                ])
        ]
        if let number {
            let lines = await visit.run(Errand("fees", "show").with("lines", number).of(code))
            // Whatever stands in the address, a heading says only what was found.
            let title = lines.isDone ? "Lines of version \(number)" : "Lines"
            body.append(Blocks.section(title, id: "lines", [Blocks.reply(lines)]))
        }
        body.append(
            Blocks.columns(
                [
                    Blocks.section(
                        "What the draft changes", links: draftLinks(known, diff),
                        [Blocks.told(diff)])
                ],
                [
                    Blocks.section(
                        "Who has it",
                        links: [("Recall a version", Links.deed("fee-recall", known))],
                        [Blocks.reply(rollout, title: "Roll-out")])
                ]))
        return Page("Fees \(code)", .fees, tab: "Fee schedule", trail: trail, body)
    }

    private static func draftLinks(
        _ known: [(String, String)], _ diff: ErrandReply
    ) -> [(name: String, href: String)] {
        let set = ("Type a fee into the draft", Links.deed("fee-set", known))
        guard diff.isDone else { return [set] }
        let words = (diff.lines + diff.said).flatMap { $0.split { $0 == " " } }
        let digest = words.last { $0.count >= 12 && $0.allSatisfy(\.isHexDigit) }
            .map { String($0.prefix(12)) }
        return [
            set, ("Hand it over", Links.deed("fee-submit", known)),
            (
                "Approve it",
                Links.deed("fee-approve", known + (digest.map { [("digest", $0)] } ?? []))
            ),
            ("Send it back", Links.deed("fee-reject", known)),
            ("Publish it", Links.deed("fee-publish", known)),
        ]
    }
}
