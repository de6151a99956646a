import ArgumentParser
internal import Benefits
internal import Fees
import Merge
import Replica
internal import Tables

/// The fee of a code on a date of service.
struct FeesLookup: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup", abstract: "Say what a code is paid on a date of service, and why.",
        discussion: """
            The schedule is named with --schedule, or found by its assignments to the contract, \
            plan, office, doctor or tier that are given. A lookup needs no line to the hub.
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The procedure code.")
    var code: String

    @Option(help: "The fee schedule's code.")
    var schedule: String?

    @Option(help: "The office's code; this office if not given.")
    var office: String?

    @Option(help: "The doctor's NPI.")
    var doctor: String?

    @Option(help: "The patient's coverage: its path through the network finds the schedule.")
    var coverage: String?

    @Option(help: "The contract's code.")
    var contract: String?

    @Option(help: "The plan's code.")
    var plan: String?

    @Option(help: "The tier, such as specialist.")
    var tier: String?

    @Option(help: "What the payor prices apart, such as a tooth group.")
    var qualifier = ""

    @Option(help: "The date of service; today if not given.")
    var on: Day?

    @Flag(help: "Also why, version by version.")
    var explain = false

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        var question = FeeQuestion(code: code, on: try on ?? desk.today)
        question.qualifier = qualifier
        question.schedule = schedule
        question.office = office
        question.doctor = doctor
        question.coverage = coverage
        question.contract = contract
        question.plan = plan
        question.tier = tier
        let finding = try desk.asking { try question.finding(at: $0, in: $1) }
        if explain { for sentence in finding.explanation { console.say(sentence) } }
        var listing = Table([
            "code", "on", "schedule", "version", "effective", "state", "fee", "amount", "comment",
        ])
        let head: [Table.Cell] = [
            .init(FeeCode.typed(code) ?? code), .init(question.day.description),
            .init(finding.schedule.code),
        ]
        switch finding.answer {
        case .line(let line, let version):
            listing.add(
                head + self.version(version) + [
                    .init(line.price.state), .init(line.price.description),
                    .init(finding.cents.map { CellText.text(.int($0), .money) } ?? ""),
                    .init(line.comment),
                ])
        case .notListed(let version):
            listing.add(
                head + self.version(version) + [
                    .init("notListed"), .init("not listed"), .init(""), .init(""),
                ])
        case .noVersion: throw FeeError.noVersion
        case .unsound(let version): throw FeeError.unsoundVersion(version.number)
        }
        try output.print(listing, to: console)
        if let doubt = finding.codeDoubt { console.say(doubt) }
    }

    private func version(_ version: FeeVersion) -> [Table.Cell] {
        [.init(version.number), .init(version.effectiveFrom.description)]
    }
}
