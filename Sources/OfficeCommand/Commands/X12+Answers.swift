internal import Claims
import Merge
internal import X12

extension Import.X12 {
    /// A line for each kind of answer that the files held.
    static func answered(_ outcome: TakeX12.Outcome, _ intakes: [X12Intake]) -> [String] {
        var lines: [String] = []
        if intakes.contains(where: { !$0.eligibility.isEmpty }) {
            lines += verified(outcome.eligibility)
        }
        if intakes.contains(where: { !$0.decisions.isEmpty }) {
            let found = outcome.decisions
            lines.append(
                "authorizations: \(found.approved) approved, \(found.denied) denied, "
                    + "\(found.pended) pended, \(found.passed) change nothing, "
                    + "\(found.undecided) without a decision, "
                    + "\(found.unmatched) of requests that are not here"
                    + waiting(found.waiting))
        }
        if intakes.contains(where: { !$0.members.isEmpty }) {
            let found = outcome.rosters
            lines.append(
                "members: \(Counted(found.changed, "coverage")) changed, \(found.same) as they "
                    + "were, \(found.differing) beginning otherwise, \(found.other) not dental, "
                    + "\(found.unmatched) of nobody known here" + waiting(found.waiting))
        }
        return lines
    }

    /// How many of those that nobody could match somebody can look at.
    private static func waiting(_ count: Int) -> String {
        count == 0 ? "" : "; \(count) of them wait: `bridgework answer list`"
    }

    private static func verified(_ found: EligibilityTaker.Outcome) -> [String] {
        let refusals = found.refusals.sorted().joined(separator: " ")
        var lines = [
            "verifications: \(found.active) active, \(found.inactive) inactive, "
                + "\(found.known) here before, \(found.refused) without an answer"
                + (refusals.isEmpty ? "" : " (\(refusals))")
                + ", \(found.unmatched) of nobody known here" + waiting(found.waiting)
        ]
        if found.rules + found.ignored > 0 {
            lines.append(
                "benefits: \(Counted(found.rules, "rule")) of plans otherwise, \(found.ignored) "
                    + "that no rule can say")
        }
        if !found.unmapped.isEmpty {
            lines.append(
                "service types that no code group names: "
                    + found.unmapped.sorted().joined(separator: " "))
        }
        return lines
    }
}
