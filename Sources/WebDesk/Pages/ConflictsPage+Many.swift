import Errands
import Tables

extension ConflictsPage {
    /// Many of one cause at once: counted first, then those settled that were counted.
    static func many(_ visit: PageRequest) async -> Page {
        let given = visit.form
        let isDone = given["act"] == "do"
        let reply = await manyReply(visit, isDone: isDone)
        let open = await visit.run(Errand("conflicts", "list").with("limit", 500))
        var fields = await filterFields(
            visit, given, found: open.tables.first?.table ?? Table([]))
        let offices = await Picks.choices(.office, visit.clerk)
        let ways =
            [
                FieldView.Choice("newest", "the newest value"), .init("oldest", "the oldest value"),
                .init("centre", "what the centre wrote"),
            ] + offices.map { .init("office:\($0.value)", "what \($0.label) wrote") }
        fields += [
            FieldView("take", "What stands", .choice(ways), value: given["take"], isRequired: true),
            FieldView(
                "reason", "Why", value: given["reason"], help: "Stays with every decision.",
                isRequired: true),
        ]
        var values: [String: Any] = [
            "action": "/conflicts/many", "formKey": visit.session.formKey, "back": "/conflicts",
            "fields": fields.map { $0.values(in: "many") }, "hidden": [[String: String]](),
            "preview": "Count what would be settled",
        ]
        if !isDone, let reply, let seen = seen(in: reply) {
            values["hidden"] = [["name": "seen", "value": seen]]
            values["button"] = "Settle them"
        }
        if let refusal = reply?.refusal { values["refusal"] = ["lines": Blocks.lines(refusal)] }
        let told = reply.flatMap { $0.isDone ? Blocks.reply($0, title: "By kind") : nil }
        let title = isDone ? "What was settled" : "What would be settled"
        return Page(
            "Settle many of one cause", .conflicts,
            lead: "Name a kind, a type or a field. Nothing is written before you have seen the "
                + "count.",
            trail: ("Conflicts", "/conflicts"),
            [
                Blocks.columns(
                    [Template.form.filled(values)],
                    told.map { [Blocks.section(title, [$0])] } ?? [])
            ])
    }

    /// - Returns: `nil` where nothing was asked yet.
    private static func manyReply(_ visit: PageRequest, isDone: Bool) async -> ErrandReply? {
        let given = visit.form
        guard visit.request.method == .post else { return nil }
        guard !isDone || given["seen"] != nil else {
            return ErrandReply(
                code: 1, parts: [.said("Have it counted first: these are settled then.")])
        }
        return await visit.run(
            filtered(Errand("conflicts", "resolve"), given).with(flag: "matching")
                .with("take", given["take"]).with("reason", given["reason"])
                .with("seen", isDone ? given["seen"] : nil).with(flag: "dry-run", if: !isDone))
    }

    /// The digest of a dry run, as it is told.
    private static func seen(in reply: ErrandReply) -> String? {
        guard reply.isDone else { return nil }
        return reply.said.lazy.compactMap { line in
            line.firstMatch(of: /--seen ([0-9a-f]+)/).map { String($0.1) }
        }.first
    }

    /// What was settled on this replica and can be taken back.
    static func settled(_ visit: PageRequest) async -> Page {
        let reply = await visit.run(Errand("conflicts", "settled").with("limit", 200))
        let table = reply.tables.first?.table
        let notices: [Markup] = (table?.rows ?? []).compactMap { row in
            guard let table, let id = row.first?.plain else { return nil }
            func cell(_ name: String) -> String {
                table.columns.firstIndex { $0.name == name }.map { row[$0].brief } ?? ""
            }
            let words = [
                Words.heading(cell("type")), cell("name"), Words.heading(cell("attribute")),
            ]
            return Template.notice.filled([
                "tone": "plain", "role": "group", "inside": "",
                "title": words.filter { !$0.isEmpty }.joined(separator: " › "),
                "lines": [
                    [Words.instant(cell("at")), cell("actor"), cell("reason")].filter {
                        !$0.isEmpty
                    }
                    .joined(separator: " · ")
                ],
                "undo": id, "formKey": visit.session.formKey,
            ])
        }
        return Page(
            "Settled here", .conflicts,
            lead: "Newest first. What is taken back stands again with all its candidates.",
            trail: ("Conflicts", "/conflicts"),
            notices.isEmpty ? [Blocks.reply(reply, nothing: "Nothing was settled here.")] : notices)
    }
}
