import ArgumentParser
import Merge
package import Participation
import Replica
import Store
internal import Tables

/// What is done about days on which a doctor is not in network.
struct DoctorDecide: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Say what is done about a doctor's gaps.",
        discussion: """
            For every gap of the doctor that `doctor gaps` lists over these days, at this office \
            and in this contract if they are given. A choice must be one of the gap's options; a \
            later one takes its place. An office decides for itself, and the centre for any.

            JSON: office, contract, from, through, choice.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The doctor's NPI.")
    var npi: String

    @Argument(
        help: "\(NetworkGap.Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
    var choice: NetworkGap.Choice

    @Option(help: "Only at this office, by code.")
    var office: String?

    @Option(help: "Only in this contract, by code.")
    var contract: String?

    @Option(help: "From this day on; today if not given.")
    var from: Day?

    @Option(help: "Through this day; \(GapFinder.daysAhead) days after the first if not given.")
    var to: Day?

    @Option(help: "For reassign: the enrolled doctor who treats and bills, by NPI.")
    var replacement: String?

    @Option(help: "A word on it.")
    var comment: String?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let first = try from ?? desk.today
        let last = to ?? first.advanced(by: GapFinder.daysAhead)
        guard let horizon = DayRange(from: first, through: last) else {
            throw ValidationError("--to lies before the first day.")
        }
        var chosen = GapChoice(choice)
        chosen.comment = comment
        var decide = DecideGaps(npi: npi, within: horizon, chosen)
        decide.office = office
        decide.contract = contract
        decide.replacement = replacement
        let done = try perform(decide, at: desk, deed)
        try desk.reading { lookup in
            let names = RecordNames(lookup)
            var listing = Table(["office", "contract", "from", "through", "choice"])
            for gap in done.outcome {
                listing.add([
                    names.cell(gap.post.office), names.cell(gap.contract),
                    .init(gap.days.first), .init(gap.days.last), .init(choice.rawValue),
                ])
            }
            return listing
        }.print(format, to: console)
        console.tell(receiptOf: done)
    }
}

extension NetworkGap.Choice: ExpressibleByArgument {}
