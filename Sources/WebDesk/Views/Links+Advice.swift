/// The page on which an advised command's work is done.
extension Links {
    /// - Parameters:
    ///   - advice: a command as `today` advises it, or other words.
    ///   - record: the id of the record that it is about.
    static func advice(_ advice: String, record: String) -> String {
        let words = advice.split(separator: " ").map(String.init)
        guard words.first == "bridgework", words.count > 1 else { return "/" }
        let rest = Array(words.dropFirst())
        let verbs = rest.prefix(2).joined(separator: " ")
        let subject = rest.dropFirst(2).first { !$0.hasPrefix("--") }
        switch verbs {
        case "doctor gaps": return option("--doctor", rest).map { doctor($0) } ?? "/reports/gaps"
        case "doctor expirables": return "/reports/expirables"
        case "doctor packet": return subject.map { doctor($0) } ?? "/doctors"
        case "doctor runs": return "/moves/" + record
        case "conflicts list": return "/conflicts"
        case "conflicts show": return subject.map { "/conflicts/" + WebForm.encoded($0) } ?? "/"
        case "contract show", "contract negotiate", "contract terminate":
            return subject.map { "/contracts/" + WebForm.encoded($0) } ?? "/contracts"
        case "fees diff", "fees rollout", "fees confirm-pms":
            return subject.map { "/fees/" + WebForm.encoded($0) } ?? "/fees"
        case "fees estimates": return "/fees"
        case "coverage verify": return Links.deed("verify", [("coverage", record)])
        case "coverage order", "coverage list": return "/coverages"
        case "notice show": return Links.record("payor_notice", record)
        case "proposals show": return "/waiting/proposals/" + record
        case "custody show": return "/waiting/custody/" + record
        case "quarantine show": return "/waiting/quarantine/" + record
        case "answer list": return "/lists/answers"
        case "remittance waiting": return "/lists/unmatched"
        case "receivable list": return "/lists/receivables"
        case "claim secondary": return "/lists/secondary"
        case "claim list": return "/lists/claims"
        case "denial list": return "/lists/denials"
        case "connection gaps", "connection add": return "/lists/connection-gaps"
        case "connection step", "connection load": return "/lists/connections"
        case "step log": return Links.deed("task-done", [("id", record)])
        case "case show", "case advance", "case list":
            return option("--doctor", rest).map { doctor($0) } ?? Links.record("enrollment", record)
        default: return single(rest, record: record)
        }
    }

    private static func doctor(_ npi: String) -> String { "/doctors/" + WebForm.encoded(npi) }

    private static func single(_ words: [String], record: String) -> String {
        switch words[0] {
        case "estimate":
            option("--patient", words).map { Links.deed("estimate", [("patient", $0)]) } ?? "/"
        case "payor": Links.record("payor", record)
        case "plan": Links.record("insurance_plan", record)
        case "show": words.count > 1 ? Links.record(words[1], record) : "/"
        default: "/"
        }
    }

    private static func option(_ name: String, _ words: [String]) -> String? {
        words.firstIndex(of: name).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
    }
}
