import ArgumentParser
internal import Benefits
import Merge
internal import Participation
import Practice
internal import Records
import Replica
import Rulebook
internal import Tables

/// Why a doctor is in network or not.
struct NetworkExplain: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a doctor at an office is in network for a coverage or payor, or not.",
        discussion: """
            The answer is in-network, out-of-network, ambiguous or unknown. `way` is a contract \
            that leads there, with its days and fee schedule; `doubt` a contract that a conflict \
            stands before; `miss` one that lacks one thing, the nearest first; `advice` what to \
            do, also about a claim that was denied because the doctor was not enrolled on its \
            day. It is answered from this replica alone. Printed as `bridgework report` prints.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The doctor, by NPI.")
    var doctor: String

    @Option(help: "The office, by code.")
    var office: String

    @Option(help: "The patient's coverage, by id.")
    var coverage: String?

    @Option(help: "The payor, by code, instead of a coverage.")
    var payor: String?

    @Option(help: "The date of service; today if not given.")
    var on: Day?

    @OptionGroup var output: ListingOptions

    func validate() throws {
        guard (coverage == nil) != (payor == nil) else {
            throw ValidationError("Give --coverage or --payor, and not both.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let day = try on ?? desk.today
        let doctor = try desk.find(.practitioner, named: doctor)
        let office = try desk.find(.office, named: office)
        let subject =
            try coverage.map {
                NetworkInquiry.Subject.coverage(try desk.find(.coverage, named: $0))
            }
            ?? .payor(desk.find(.payor, named: payor ?? ""))
        let inquiry = NetworkInquiry(doctor: doctor, office: office, for: subject, on: day)
        let table = try desk.reading { try inquiry.explanation(in: $0).table }
        try output.print(table, try ReportFooter(desk, asOf: day), to: console)
    }
}
