import ArgumentParser
internal import Fees
import Merge
import Replica
internal import Tables

/// Asks the hub to publish an approved draft.
struct FeesPublish: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish an approved draft to offices, from a day on.",
        discussion: """
            The hub makes the version at the next sync, or at once on a live line, and refuses a \
            draft that was changed after its approval (`fees show` lists refusals). The audience \
            is added to the offices that see the schedule already.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Option(help: "The first date of service it holds for.")
    var effective: Day

    @Option(help: "all, or the codes of offices separated by commas.")
    var audience: String?

    @Option(help: "The draft, where several are open.")
    var draft: String?

    func run(_ desk: Desk, _ console: Console) async throws {
        let codes = (audience ?? "").split(separator: ",").map(String.init)
        let publish = PublishFees(
            schedule, draft: draft, effective: effective, audience: codes)
        let done = try perform(publish, at: desk, deed)
        let request = done.outcome
        console.line(request.version.description)
        console.say(
            (done.isRehearsed ? "would ask" : "asked")
                + " the hub to publish to \(Counted(request.audience.count, "office")): "
                + request.audience.joined(separator: ", "))
        console.tell(receiptOf: done)
    }
}

/// Asks the hub to recall a version.
struct FeesRecall: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract: "Recall a version: offices fall back to the one before; needs --reason.",
        discussion: """
            Two users recall: --as LOGIN, and --approver LOGIN who agrees; one --alone, whose \
            reason says why. Lists the offices that use the version already, and in a table below \
            them the estimates for days of service in question that patients were given on it, as \
            far as offices have sent them: `fees estimates SCHEDULE --number VERSION` lists them \
            again later.

            Example: bridgework fees recall SDP-F 2 --as cora --approver dana --reason "wrong file"
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The fee schedule's code.")
    var schedule: String

    @Argument(help: "The version's number.")
    var version: Int64

    @Option(help: "The first date of service it does not hold for; all if not given.")
    var from: Day?

    @Option(help: "The login of another user, who agrees.")
    var approver: String?

    @Flag(help: "Nobody else agrees; --reason says why.")
    var alone = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        var recall = RecallFees(schedule, version: version, from: from)
        recall.approver = approver
        recall.isAlone = alone
        let done = try perform(recall, at: desk, deed)
        let request = done.outcome
        var listing = Table(["office", "applied", "pms", "state"])
        for row in request.applied {
            listing.add([
                .init(row.office), .init(row.appliedOn?.description ?? ""),
                .init(row.confirmedOn?.description ?? ""), .init(row.state),
            ])
        }
        listing.print(format, to: console)
        console.say(
            (done.isRehearsed ? "would ask" : "asked")
                + " the hub to recall version \(version); applied by \(request.applied.count) of "
                + "\(Counted(request.audience.count, "office"))")
        console.tell(receiptOf: done)
        let given = try desk.givenEstimates(of: schedule, version: version, from: from)
        if format == .table, !given.rows.isEmpty { given.print(.table, to: console) }
        console.say(
            "estimates given to patients that rest on it, as far as offices have sent them: "
                + "\(given.rows.count); `bridgework fees estimates \(schedule) --number "
                + "\(version)` lists them")
    }
}
