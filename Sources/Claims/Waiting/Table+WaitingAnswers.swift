internal import Merge
package import Records
package import Tables

extension Table {
    /// Answers that a person has to match, each with what it says and what is missing.
    package static func waitingAnswers(_ lookup: some RecordLookup) -> Table {
        var table = Table(
            [
                .key("id"), "kind", "saidOn", "payor", "name", "birthDate", "memberId",
                .prose("says"), .prose("lacks"),
            ], of: "answer")
        let waiting = WaitingCase.waiting(in: lookup)
        guard !waiting.isEmpty else { return table }
        let matcher = ClaimMatcher(lookup)
        for found in waiting {
            let facts = found.answer.facts
            let name = [facts.family, facts.given].compactMap(\.self).joined(separator: ", ")
            table.add([
                .id(found.id), .text(found.kind.rawValue), .day(found.answer.source.on),
                .text(facts.payorNames.last), .text(name), .day(found.answer.birthDate),
                .text(facts.memberId), .text(found.answer.words),
                .list(lacks(found, matcher.match(facts))),
            ])
        }
        return table
    }

    private static func lacks(_ found: WaitingCase, _ match: PaymentMatch) -> [String] {
        guard !found.isDisputed else {
            return ["two people matched it otherwise: settle it with `bridgework conflicts`"]
        }
        guard match.coverage != nil else {
            return match.lacks.filter(\.isOfPatient).map(\.description)
        }
        guard found.kind == .authorization else {
            return ["it can be matched now: `answer match --all`"]
        }
        return ["its patient is known, and no one open authorization is for its services"]
    }
}
