import ArgumentParser
internal import Benefits
import Merge
import Practice
import Replica
internal import Tables

extension PlanCommand {
    /// A rule, as a whole.
    struct SetRule: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set a rule of a plan, in place of what it said before.",
            discussion: """
                Examples:
                bridgework plan rule set SP01-1 --kind coinsurance --category basic --network in \
                --pays 80 --deductible yes
                bridgework plan rule set SP01-1 --kind limitation --group exams --quantity 2 \
                --of services --period calendarYear
                bridgework plan rule set SP01-1 --kind limitation --amount 1500.00 \
                --period calendarYear
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The plan's code.")
        var plan: String

        @OptionGroup var key: KeyOptions

        @Option(help: "What the plan pays, in percent: 80, 12.5.")
        var pays: String?

        @Option(help: "Money, such as 1500.00.")
        var amount: String?

        @Option(help: "calendarYear, serviceYear, lifetime, visit, 6months or 5years.")
        var period: String?

        @Option(help: "How many, of what --of says.")
        var quantity: String?

        @Option(help: "services, visits, months, years, days or ageLimit.")
        var of: String?

        @Option(help: "The first age.")
        var ageFrom: String?

        @Option(help: "The last age.")
        var ageThrough: String?

        @Option(help: "Whether the deductible applies: yes, no or unknown.")
        var deductible: String?

        @Flag(help: "The plan has no maximum.")
        var noMaximum = false

        func run(_ desk: Desk, _ console: Console) async throws {
            var draft = key.draft
            draft.planPays = pays
            draft.amount = amount
            draft.period = period
            draft.quantity = quantity
            draft.quantityKind = of
            draft.ageFrom = ageFrom
            draft.ageThrough = ageThrough
            draft.deductibleApplies = deductible
            draft.saysNoMaximum = noMaximum
            let edit = EditRecord(
                .insurancePlan, plan, [try draft.assignment()])
            console.tell(try perform(edit, at: desk, deed))
        }
    }

    /// A rule that no longer holds.
    struct RemoveRule: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take a rule off a plan; its history stays.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The plan's code.")
        var plan: String

        @OptionGroup var key: KeyOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let edit = EditRecord(
                .insurancePlan, plan, [try key.draft.removal()])
            console.tell(try perform(edit, at: desk, deed))
        }
    }

    /// Every rule of a plan.
    struct ListRules: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List a plan's rules in words.",
            discussion: """
                JSON: an array of objects with kind, rule and isContested. The fields themselves \
                are in `show insurance_plan --format json`.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The plan's code.")
        var plan: String

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let rules = try desk.rules(of: plan)
            var listing = Table(["kind", "rule", "isContested"], of: "rule")
            for rule in rules {
                listing.add([
                    .init(rule.kind.rawValue), .init(rule.words), .init(rule.isContested),
                ])
            }
            try output.print(listing, to: console)
        }
    }
}
