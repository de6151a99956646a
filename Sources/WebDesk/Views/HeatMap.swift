import Errands
import Tables

/// The matrix of doctors, offices and contracts in colours and signs.
struct HeatMap {
    /// What a seat's state is shown as: never by colour alone.
    struct Look: Hashable {
        let tone: String
        let sign: String
        let name: String
    }

    private let table: Table
    private let footer: String?

    init(_ part: ErrandReply.TablePart) {
        table = part.table
        footer = part.footer
    }

    static func look(_ cell: Table.Cell) -> Look? {
        let text = cell.brief
        guard !text.isEmpty else { return nil }
        let first = text.split(separator: " ").first.map(String.init) ?? text
        switch first {
        case "effective", "recredentialing", "ending":
            return Look(tone: "in", sign: "●", name: "in network")
        case "scheduled": return Look(tone: "soon", sign: "◐", name: "effective on a later day")
        case "submitted", "inReview", "approvedAwaitingLoad":
            return Look(tone: "way", sign: "▸", name: "with the payor")
        case "notStarted", "preparing":
            return Look(tone: "prep", sign: "○", name: "being prepared")
        case "deficient": return Look(tone: "warn", sign: "!", name: "deficient")
        case "denied", "excluded", "withdrawn":
            return Look(tone: "out", sign: "✕", name: "denied, withdrawn or excluded")
        case "ended", "lapsed", "registeredOutOfNetwork":
            return Look(tone: "gone", sign: "■", name: "ended, or out of network")
        case "no": return Look(tone: "none", sign: "–", name: "no case")
        case "group", "delegated", "not":
            return Look(tone: "free", sign: "·", name: "no case needed")
        case "unknown": return Look(tone: "open", sign: "?", name: "a conflict stands")
        default: return Look(tone: "other", sign: "+", name: "other")
        }
    }

    var markup: Markup {
        let keys = table.keyColumns
        var counts: [Look: Int] = [:]
        let rows: [[String: Any]] = table.rows.map { row in
            let cells: [[String: Any]] = row.dropFirst(keys).map { cell in
                guard let look = HeatMap.look(cell) else {
                    return ["tone": "empty", "sign": "", "text": "", "whole": "not covered"]
                }
                counts[look, default: 0] += 1
                return [
                    "tone": look.tone, "sign": look.sign, "text": cell.brief,
                    "whole": cell.brief,
                ]
            }
            return [
                "href": "/doctors/" + WebForm.encoded(row[0].plain), "doctor": row[1].brief,
                "office": row[2].brief, "lapsed": row[3].brief, "cells": cells,
            ]
        }
        let contracts = table.columns.dropFirst(keys).map { column in
            ["name": column.name, "href": "/contracts/" + WebForm.encoded(column.name)]
        }
        let legend = counts.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }.map {
            [
                "tone": $0.key.tone, "sign": $0.key.sign, "name": $0.key.name,
                "count": String($0.value),
            ]
        }
        var values: [String: Any] = [
            "title": table.title ?? "Matrix", "contracts": Array(contracts), "rows": rows,
            "legend": legend,
        ]
        if let footer { values["footer"] = footer }
        return Template.heatMap.filled(values)
    }
}
