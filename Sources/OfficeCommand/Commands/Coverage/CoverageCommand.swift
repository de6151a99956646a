import ArgumentParser
internal import Benefits
import Merge
import Replica
internal import Tables

/// Coverages: verified, ordered, corrected.
struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Verify coverages, put them in order, correct them.",
        subcommands: [
            ListCoverages.self, Verify.self, Request.self, Order.self, Update.self,
        ])

    /// Who is covered, and whose word on it is old.
    struct ListCoverages: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List coverages with when they were verified, or those that wait for it.",
            discussion: """
                A coverage has to be verified when it never was; when an appointment is within 5 \
                days and the last word of the payor older than 30 (or the payor's own window); \
                when coverage or plan changed since; and in a new benefit year.
                """)

        @OptionGroup var options: DeskOptions

        @Flag(help: "Only those that have to be verified, the most urgent first.")
        var stale = false

        @Option(help: "Only this patient's: the id, or the end of it.")
        var patient: String?

        @Option(help: "As if it were that day, YYYY-MM-DD.")
        var asOf: Day?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            if let note = try desk.standInNote(for: patient) { console.say(note) }
            let all = try desk.coverages(of: patient, on: asOf ?? desk.today)
            let wanted = stale ? all.filter { $0.need != nil }.sorted(by: isBefore) : all
            var listing = Table(
                [
                    "id", "patient", "plan", .detail("from"), .detail("through"), "state",
                    "verified", "appointment", "needs",
                ], of: "coverage")
            for coverage in wanted {
                let reasons = coverage.need?.reasons.map(\.description) ?? []
                listing.add([
                    .init(id: coverage.id),
                    .init(coverage.patientName), .init(coverage.plan), .init(coverage.from),
                    .init(coverage.through), .init(coverage.state), .init(coverage.verifiedOn),
                    .init(coverage.need?.appointmentOn),
                    .init(reasons.joined(separator: "; ")),
                ])
            }
            try output.print(listing, to: console)
        }

        private func isBefore(_ left: CoverageCase, _ right: CoverageCase) -> Bool {
            guard let first = left.need, let second = right.need else { return false }
            return first.order < second.order
        }
    }
}

extension Table.Cell {
    /// Money with two decimals; `?` in a table where nobody knows it.
    init(cents: Int64?) {
        self = cents.map { .money($0) } ?? .init("", table: "?", json: "null")
    }
}
