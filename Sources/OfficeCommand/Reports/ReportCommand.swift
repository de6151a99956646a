import ArgumentParser
import Merge
import Replica
internal import Tables

/// Makes a report by its number or name.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make a report by number or name; without one, list them.",
        discussion: footer,
        subcommands: [ListReports.self] + all.map { command($0) },
        defaultSubcommand: ListReports.self)

    /// Every report, by number; one line each, so that a new one is a line more.
    static let all: [any Report.Type] = [
        MatrixReport.self, ExpirablesReport.self, ContractsReport.self, GapsReport.self,
        OnboardingReport.self, OutstandingReport.self, AgeingReport.self, VerificationsReport.self,
        AuthorizationsReport.self, HeldClaimsReport.self, UnusedBenefitsReport.self,
        PatientBalancesReport.self,
        OpenMattersReport.self,
        RolloutReport.self,
        AnnualReviewReport.self, EffectivenessReport.self, UnderpaymentsReport.self,
        DenialsReport.self, CodeImpactReport.self, ProductivityReport.self,
        WorklistReport.self, MedicaidReport.self,
    ]

    /// What all reports have in common, for `--help`.
    static let footer = """
        A report is made from what this store holds and ends in a footer: as of which day, which \
        replica, how far it is and when it last was level with the hub. JSON is an object with \
        title, rows (an array of objects) and footer; CSV ends in one line that begins with `# ` \
        and holds the footer.
        """

    private static func command<Wanted: Report>(
        _ report: Wanted.Type
    ) -> any ParsableCommand.Type {
        MakeReport<Wanted>.self
    }
}

/// The reports there are.
struct ListReports: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the reports by number and name.")

    @OptionGroup var options: DeskOptions
    @OptionGroup var output: ListingOptions

    /// What is no report's name comes here.
    @Argument(help: .hidden)
    var other: String?

    func validate() throws {
        guard other != nil else { return }
        throw ValidationError("There is no such report. `bridgework report` lists them.")
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        var listing = Table(["id", "name", "summary"], of: "report")
        for report in ReportCommand.all {
            listing.add([.init(report.number), .init(report.name), .init(report.summary)])
        }
        try output.print(listing, to: console)
    }
}
