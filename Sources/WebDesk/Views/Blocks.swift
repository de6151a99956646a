import Errands
import Tables

/// Parts of pages that need no more than a few words.
enum Blocks {
    enum Tone: String { case good, bad, plain, quiet }

    static func notice(
        _ tone: Tone, _ title: String? = nil, _ lines: [String] = [], inside: [Markup] = []
    ) -> Markup {
        // What says nothing takes no room.
        guard title != nil || !lines.isEmpty || !inside.isEmpty else { return Markup([]) }
        var values: [String: Any] = [
            "tone": tone.rawValue, "role": tone == .bad ? "alert" : "status", "lines": lines,
            "inside": Markup(inside).html,
        ]
        if let title { values["title"] = title }
        return Template.notice.filled(values)
    }

    static func section(
        _ title: String? = nil, id: String? = nil, count: Int? = nil, lead: String? = nil,
        links: [(name: String, href: String)] = [], _ body: [Markup]
    ) -> Markup {
        var values: [String: Any] = [
            "body": Markup(body).html,
            "links": links.map { ["name": $0.name, "href": $0.href] },
        ]
        if let title { values["title"] = title }
        if let id { values["id"] = id }
        if let count { values["count"] = String(count) }
        if let lead { values["lead"] = lead }
        return Template.section.filled(values)
    }

    /// What can be done from here.
    static func actions(_ links: [(name: String, href: String)]) -> Markup {
        Template.actions.filled(["links": links.map { ["name": $0.name, "href": $0.href] }])
    }

    static func columns(_ left: [Markup], _ right: [Markup]) -> Markup {
        Template.columns.filled([
            "left": Markup(left).html, "right": Markup(right).html,
        ])
    }

    static func tiles(
        _ tiles: [(name: String, figure: String, href: String, tone: Tone)]
    ) -> Markup {
        Template.tiles.filled([
            "tiles": tiles.map {
                [
                    "name": $0.name, "figure": $0.figure, "href": $0.href,
                    "tone": $0.tone.rawValue,
                ]
            }
        ])
    }

    /// What an errand came to: its tables, and what it said; a refusal in the terminal's words.
    static func reply(
        _ reply: ErrandReply, title: String? = nil, without left: Set<String> = [],
        nothing: String = "Nothing.",
        link: (String, Table.Cell, [String: Table.Cell]) -> String? = { name, cell, _ in
            Links.cell(name, cell)
        }
    ) -> Markup {
        if let refusal = reply.refusal { return notice(.bad, title, lines(refusal)) }
        var parts = reply.tables.map { part in
            var view = TableView(part, title: title, without: left, link: link)
            view.nothing = nothing
            return view.markup
        }
        let said = (reply.lines.filter { !Links.isID($0) } + reply.said).filter { !$0.isEmpty }
        if !said.isEmpty { parts.append(notice(.quiet, nil, said)) }
        return Markup(parts)
    }

    /// What an errand came to where there may be nothing to show yet: then why, as a plain word.
    static func told(_ reply: ErrandReply, title: String? = nil) -> Markup {
        guard let refusal = reply.refusal else { return Blocks.reply(reply, title: title) }
        return notice(.plain, nil, lines(refusal))
    }

    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }
}
