import ArgumentParser
internal import Fees
import Merge
import Practice
internal import Records
import Replica

/// Says what a schedule prices.
struct FeesAssign: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Say which contract, plan, office, doctor or tier a schedule prices.",
        discussion: """
            Of several that fit, the greatest --precedence wins, then the one that names most of \
            the case; equals are left to a person.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "A contract's code.")
    var contract: String?

    @Option(help: "The id of a network access.")
    var access: String?

    @Option(help: "A plan's code.")
    var plan: String?

    @Option(name: .customLong("at"), help: "An office's code.")
    var place: String?

    @Option(help: "A doctor's NPI.")
    var doctor: String?

    @Option(help: "A tier, such as specialist.")
    var tier: String?

    @Option(help: "0 to 1000; the greater wins.")
    var precedence: Int?

    @Option(help: "The first day.")
    var from: Day?

    @Option(help: "The last day.")
    var through: Day?

    func run(_ desk: Desk, _ console: Console) async throws {
        let targets = [
            ("contract", "contract", contract), ("networkAccess", "networkAccess", access),
            ("plan", "insurancePlan", plan), ("office", "office", place),
            ("practitioner", "practitioner", doctor), ("tier", "tier", tier),
        ]
        guard let scope = targets.first(where: { $0.2 != nil })?.0 else {
            throw FeeError.noTarget
        }
        var assignments = [
            Assignment(field: "schedule", change: .assign(schedule)),
            Assignment(field: "scope", change: .assign(scope)),
        ]
        let facts =
            targets.map { ($0.1, $0.2) } + [
                ("precedence", precedence.map(String.init)),
                ("effectiveFrom", from?.description),
                ("effectiveThrough", through?.description),
            ]
        for (field, value) in facts {
            if let value { assignments.append(Assignment(field: field, change: .assign(value))) }
        }
        let create = CreateRecord(
            .feeAssignment, assignments)
        console.tell(try perform(create, at: desk, deed))
    }
}
