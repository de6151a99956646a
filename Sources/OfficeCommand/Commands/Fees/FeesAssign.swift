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
        let targets = Assignment.given([
            FeeAssignment.contract: contract, FeeAssignment.networkAccess: access,
            FeeAssignment.insurancePlan: plan, FeeAssignment.office: place,
            FeeAssignment.practitioner: doctor, FeeAssignment.tier: tier,
        ])
        guard let first = targets.first else { throw FeeError.noTarget }
        let scope = first.field == FeeAssignment.insurancePlan.name ? "plan" : first.field
        let create = CreateRecord(
            .feeAssignment,
            targets
                + Assignment.given([
                    FeeAssignment.schedule: schedule, FeeAssignment.scope: scope,
                    FeeAssignment.precedence: precedence.map(String.init),
                    FeeAssignment.term.from: from?.description,
                    FeeAssignment.term.through: through?.description,
                ]))
        console.tell(try perform(create, at: desk, deed))
    }
}
