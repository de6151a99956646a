import ArgumentParser
internal import Benefits
import Merge
import Replica

/// What plans pay.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Enter what a plan pays, rule by rule.",
        subcommands: [Rule.self])

    /// The benefit rules of one plan.
    struct Rule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set, list and remove a plan's benefit rules.",
            discussion: """
                A rule is known by its kind, level, category or code, network and tooth area; to \
                set it again is to replace what it says. Offices propose, the centre decides.
                """,
            subcommands: [SetRule.self, ListRules.self, RemoveRule.self])
    }

    /// What makes a rule the one it is.
    struct KeyOptions: ParsableArguments, Sendable {
        @Option(
            help: "coinsurance, deductible, copay, limitation, exclusion or waitingPeriod.")
        var kind: String

        @Flag(help: "For the family together instead of each person.")
        var family = false

        @Option(help: "The practice's service category, such as basic.")
        var category: String?

        @Option(help: "A code group, by name.")
        var group: String?

        @Option(help: "One procedure code.")
        var code: String?

        @Option(help: "in, out or both; both if not given.")
        var network: String?

        @Option(help: "Counted by tooth, quad, arch, sextant or mouth.")
        var toothArea: String?

        var draft: BenefitRuleDraft {
            var draft = BenefitRuleDraft()
            draft.kind = kind
            draft.isFamily = family
            draft.category = category
            draft.codeGroup = group
            draft.code = code
            draft.network = network
            draft.toothArea = toothArea
            return draft
        }
    }
}
