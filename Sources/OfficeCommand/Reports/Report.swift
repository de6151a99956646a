import ArgumentParser
import Merge
import Replica
internal import Tables

/// A report: its number and its name, what may be asked of it, and how it is made.
///
/// `bridgework report NAME` prints it with a title and a footer; where another command shows the
/// same thing, it has this as its options and its table.
protocol Report: ParsableArguments, Sendable {
    /// Such as `R1`.
    static var number: String { get }
    /// Such as `matrix`; lower case, words joined by hyphens.
    static var name: String { get }
    /// A few words for the list of reports.
    static var summary: String { get }
    /// How its rows are to be read.
    static var discussion: String { get }

    /// As of which day; today where nobody says.
    var asOf: Day? { get }

    func day(_ desk: Desk) throws -> Day
    func table(_ desk: Desk, on day: Day) throws -> Table
}

extension Report {
    static var discussion: String { "" }

    func day(_ desk: Desk) throws -> Day { try asOf ?? desk.today }
}

/// Makes a report.
struct MakeReport<Wanted: Report>: DeskCommand, AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let numbers = [Wanted.number, Wanted.number.lowercased(), Wanted.number.uppercased()]
        return CommandConfiguration(
            commandName: Wanted.name,
            abstract: Wanted.summary.prefix(1).uppercased() + Wanted.summary.dropFirst()
                + " (\(Wanted.number)).",
            discussion: [Wanted.discussion, ReportCommand.footer].filter { !$0.isEmpty }
                .joined(separator: "\n\n"),
            aliases: Array(Set(numbers)).sorted())
    }

    @OptionGroup var options: DeskOptions
    @OptionGroup var report: Wanted
    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try report.day(desk)
        var footer = try ReportFooter(desk, asOf: day)
        var table = try report.table(desk, on: day)
        // Whoever is live may take a page in meanwhile: the footer is that of the rows.
        for _ in 0..<MakeReport.againMax {
            let after = try ReportFooter(desk, asOf: day)
            guard after != footer else { break }
            footer = after
            table = try report.table(desk, on: day)
        }
        try output.print(table, footer, to: console)
    }

    /// Where a line is so busy that this does not do, rows may be newer than the footer, never
    /// older.
    private static var againMax: Int { 5 }
}
