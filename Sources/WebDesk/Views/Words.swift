import Errands
import Foundation

/// Names of columns and fields as people read them.
enum Words {
    /// `effectiveFrom` as `Effective from`, `npi` as `NPI`, `not-proven` as `Not proven`.
    static func heading(_ name: String) -> String {
        if let known = known[name] { return known }
        var text = ""
        for character in name {
            if character == "-" || character == "_" {
                text.append(" ")
            } else if character.isUppercase, let last = text.last, last.isLowercase {
                text += " " + character.lowercased()
            } else {
                text.append(character)
            }
        }
        // A code such as SC01 stays as it is.
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// What a kind of conflict is about, for who never heard its name.
    static func conflict(_ kind: String) -> String {
        switch kind {
        case "siblings": "written differently"
        case "edited-while-removed": "edited while removed"
        default: heading(kind).lowercased()
        }
    }

    /// A kind of the day's work, as its heap is called.
    static func work(_ kind: String) -> String {
        switch kind {
        case "gap": "Gaps"
        case "conflict": "Conflicts"
        case "custody": "In custody"
        case "quarantine": "In quarantine"
        case "expirable": "Running out"
        case "proposal": "Proposals"
        case "packet": "Papers"
        case "enrollment": "Enrolments"
        case "notice": "Notices"
        case "move": "Moves"
        case "fees": "Fees"
        case "receipt": "Fees to confirm"
        case "estimate": "Estimates"
        case "contract": "Contracts"
        case "negotiation": "Talks"
        case "coverage": "Coverages"
        case "verification": "To verify"
        case "payor": "Payors"
        case "plan": "Plans"
        case "task": "Tasks"
        default: heading(kind)
        }
    }

    /// `2026-11-30T11:18:34Z` as `2026-11-30 11:18`; any other text as it is.
    static func instant(_ text: String) -> String {
        let characters = Array(text)
        guard characters.count == 20, characters[10] == "T", characters[19] == "Z" else {
            return text
        }
        return String(characters[..<10]) + " " + String(characters[11..<16])
    }

    /// `[{"step":"active","happenedOn":"2024-01-03"}]` as `happened on 2024-01-03, step active`;
    /// any other text as it is.
    static func structured(_ text: String) -> String {
        guard text.hasPrefix("[{") else { return text }
        do {
            let entries = try JSONDecoder().decode(
                [[String: ReviewCase.PlainText]].self, from: Data(text.utf8))
            return entries.map { entry in
                entry.filter { !$0.value.text.isEmpty }.sorted { $0.key < $1.key }.map {
                    heading($0.key).lowercased() + " " + $0.value.text
                }.joined(separator: ", ")
            }.joined(separator: "; ")
        } catch {
            return text
        }
    }

    /// `405000.00` as `405,000.00`.
    static func grouped(_ amount: String) -> String {
        let parts = amount.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first, whole.allSatisfy(\.isNumber) else { return amount }
        var text = ""
        for (place, digit) in whole.reversed().enumerated() {
            if place > 0, place % 3 == 0 { text = "," + text }
            text = String(digit) + text
        }
        return parts.count == 2 ? text + "." + parts[1] : text
    }

    private static let known = [
        "npi": "NPI", "id": "Id", "pms": "Own software", "atRisk": "At risk", "tin": "TIN",
        "clockOffsetMs": "Clock offset, ms", "ops": "Writes by verdict",
    ]
}
