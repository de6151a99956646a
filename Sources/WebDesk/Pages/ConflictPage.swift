import Errands
import Merge
import Tables

/// One conflict: what was written side by side, by whom, when and having seen what.
enum ConflictPage {
    static func page(_ visit: PageRequest, refusal: String? = nil) async -> Page {
        let id = visit.part(1)
        let trail = ("Conflicts", "/conflicts")
        let reply = await visit.run(Errand("conflicts", "show").with("format", "json").of(id))
        guard reply.isDone else {
            return Page(
                "Conflict", .conflicts, trail: trail, status: 404, [Blocks.reply(reply)])
        }
        let conflict: ReviewCase
        do { conflict = try ReviewCase(json: reply.lines.joined(separator: "\n")) } catch {
            return Page(
                "Conflict", .conflicts, trail: trail, status: 500,
                [Blocks.notice(.bad, "This conflict cannot be read.")])
        }
        let row = conflict.row
        let unit = [Words.heading(row.type), row.attribute.map(Words.heading)]
            .compactMap(\.self).joined(separator: " › ")
        return Page(
            row.name ?? unit, .conflicts, tab: "Conflict", lead: lead(conflict, unit), trail: trail,
            [
                Template.settling.filled(settling(conflict, visit, refusal)),
                Blocks.columns([about(conflict)], [await care(conflict, visit)]),
            ])
    }

    private static func lead(_ conflict: ReviewCase, _ unit: String) -> String {
        let row = conflict.row
        let severity = row.isBlocking ? "blocks what depends on it" : "to be looked at"
        return [
            unit, Words.conflict(row.kind), severity,
            row.since.map { "since \(Words.instant($0))" } ?? "",
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    // MARK: The candidates

    private static func settling(
        _ conflict: ReviewCase, _ visit: PageRequest, _ refusal: String?
    ) -> [String: Any] {
        let content = conflict.content
        let canTake = conflict.offers("take")
        let canMerge = conflict.offers("merge")
        let canTell = conflict.offers("distinct")
        // Nothing is chosen beforehand, not even what is recommended: a person decides.
        // What was chosen beside another way is not chosen again.
        let isClear = if case .deed = Way(visit.form) { true } else { false }
        let chosen = isClear ? visit.form["take"] : nil
        let candidates: [[String: Any]] = content.candidates.map { candidate in
            [
                "number": String(candidate.number), "canTake": canTake,
                "isAdvised": content.recommended?.take == candidate.number,
                "isChosen": chosen == String(candidate.number),
            ]
        }
        var values: [String: Any] = [
            "id": conflict.row.id, "seen": content.seen, "formKey": visit.session.formKey,
            "candidates": candidates, "fields": fields(conflict, canMerge: canMerge),
            "origins": origins(conflict), "canTell": canTell,
            "canSettle": !content.choices.isEmpty, "reason": visit.form["reason"] ?? "",
        ]
        if conflict.offers("value") {
            let typed = Dictionary(
                visit.form.under("value.").map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            values["values"] = [
                "isOpen": !typed.isEmpty,
                "fields": conflict.fields.map { field in
                    [
                        "name": field.name, "label": Words.heading(field.name),
                        "value": typed[field.name] ?? "",
                    ]
                },
            ]
        }
        if let refusal { values["refusal"] = ["lines": Blocks.lines(refusal)] }
        return values
    }

    private static func fields(
        _ conflict: ReviewCase, canMerge: Bool
    ) -> [[String: Any]] {
        let candidates = conflict.content.candidates
        guard !conflict.fields.isEmpty else {
            let cells = candidates.map { cell($0.value?.text, canMerge: false) }
            return [["label": "Value", "differs": true, "cells": cells]]
        }
        return conflict.fields.map { field in
            let cells: [[String: Any]] = candidates.map { candidate in
                let text = candidate.named?[field.name] ?? candidate.fields[field.name]?.text
                var values = cell(text, canMerge: canMerge && field.differs)
                values["field"] = field.name
                values["number"] = String(candidate.number)
                return values
            }
            return [
                "label": Words.heading(field.name), "differs": field.differs, "cells": cells,
            ]
        }
    }

    /// A blank says so in words.
    private static func cell(_ text: String?, canMerge: Bool) -> [String: Any] {
        var values: [String: Any] = ["canMerge": canMerge]
        if let text, !text.isEmpty { values["text"] = text } else { values["isBlank"] = true }
        return values
    }

    /// Who wrote it, when, why, and having seen what.
    private static func origins(_ conflict: ReviewCase) -> [[String: Any]] {
        let rows: [(String, (ReviewCase.Candidate) -> String?)] = [
            ("Written", { $0.at.map(Words.instant) }), ("At", { $0.office }), ("By", { $0.actor }),
            ("Because", { $0.reason }), ("Having seen", { $0.saw }), ("Evidence", { $0.evidence }),
            ("Record", { $0.record.map { String($0.suffix(8)) } }),
        ]
        return rows.compactMap { label, value in
            let cells = conflict.content.candidates.map { value($0) ?? "" }
            guard cells.contains(where: { !$0.isEmpty }) else { return nil }
            return ["label": label, "cells": cells.map { $0.isEmpty ? "not told" : $0 }]
        }
    }

    // MARK: Beside them

    private static func about(_ conflict: ReviewCase) -> Markup {
        let content = conflict.content
        let row = conflict.row
        var lines: [String] = []
        if let advice = content.recommended {
            lines.append(
                (advice.take.map { "Recommended: \($0), for " } ?? "No recommendation: ")
                    + advice.because)
        }
        lines += content.reasons ?? []
        var facts = [
            FactsView.Fact(
                name: "Record", text: row.name ?? String(row.record.suffix(8)), kind: "",
                href: Links.record(row.type, row.record))
        ]
        if !row.offices.isEmpty {
            facts.append(
                .init(
                    name: "Offices", text: row.offices.joined(separator: ", "), kind: "",
                    href: nil))
        }
        facts += content.blocking.prefix(10).map {
            .init(
                name: "Waits for it", text: "\(Words.heading($0.type)): \($0.what)", kind: "",
                href: Links.record($0.type, $0.record))
        }
        return Blocks.section(
            "What is known", [Blocks.notice(.plain, nil, lines), FactsView(facts).markup])
    }

    private static func care(_ conflict: ReviewCase, _ visit: PageRequest) async -> Markup {
        let id = conflict.row.id
        let users = await Picks.choices(.user, visit.clerk)
        let now = conflict.row.assignee.map { "With \($0)." } ?? "Nobody looks after it yet."
        let rests = conflict.row.deferredUntil.map { " It rests until \($0)." } ?? ""
        func form(
            _ action: String, _ fields: [FieldView], _ button: String
        ) -> Markup {
            Template.form.filled([
                "action": "/conflicts/\(id)/\(action)", "formKey": visit.session.formKey,
                "back": "/conflicts/" + id, "fields": fields.map { $0.values(in: action) },
                "hidden": [[String: String]](), "button": button,
            ])
        }
        return Blocks.section(
            "Who looks after it", lead: now + rests,
            [
                form(
                    "assign",
                    [FieldView("login", "Give it to", .choice(users), isRequired: true)],
                    "Give it"),
                form(
                    "defer",
                    [
                        FieldView("until", "Let it rest until", .day, isRequired: true),
                        FieldView("reason", "Why", isRequired: true),
                    ], "Let it rest"),
            ])
    }
}
