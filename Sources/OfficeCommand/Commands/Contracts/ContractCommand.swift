import ArgumentParser
internal import Benefits
import Merge
internal import Participation
import Practice
internal import Records
import Replica
import Rulebook
import Store

/// Agreements with payors.
struct ContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract",
        abstract: "Enter, look at, renegotiate and end contracts with payors.",
        subcommands: [
            Add.self, ListContracts.self, ShowContract.self, Patients.self,
            ContractEnrol.self, Negotiate.self, Terminate.self,
        ])

    /// A new one.
    struct Add: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Enter a contract, and the offices it covers.",
            discussion: """
                With --effective the contract is executed, without it a draft. Further fields are \
                written FIELD=VALUE as in `create`; `bridgework list payor_contract --fields` \
                names them.

                Example: bridgework contract add DD-PPO --payor DD --effective 2026-01-01 \
                --offices A01,B01 --renewal 2027-01-01 --notice-days 90
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The contract's code in this group.")
        var code: String

        @Argument(help: "FIELD=VALUE …")
        var assignments: [String] = []

        @Option(help: "The payor's code.")
        var payor: String

        @Option(help: "The contracting entity; may be left out where there is only one.")
        var organization: String?

        @Option(help: "First day, YYYY-MM-DD.")
        var effective: Day?

        @Option(help: "The next renewal, YYYY-MM-DD.")
        var renewal: Day?

        @Option(help: "Days of notice before the renewal.")
        var noticeDays: Int?

        @Option(help: "Codes of the offices it covers, separated by commas.")
        var offices: String = ""

        func run(_ desk: Desk, _ console: Console) async throws {
            let fields = Assignment.given([
                PayorContract.code: code, PayorContract.payor: payor,
                PayorContract.term.from: effective?.description,
                PayorContract.renewalOn: renewal?.description,
                PayorContract.noticeDays: noticeDays.map(String.init),
            ])
            let add = AddContract(
                try fields + assignments.map { try Assignment(parsing: $0) },
                organization: organization, effective: effective,
                offices: offices.split(separator: ",").map(String.init))
            console.tell(try perform(add, at: desk, deed))
        }
    }

    /// The renewal calendar: the report's rows, without its title and footer.
    struct ListContracts: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List contracts by their next deadline, and how their talks stand.",
            discussion: ContractsReport.discussion)

        @OptionGroup var options: DeskOptions
        @OptionGroup var report: ContractsReport
        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            try output.print(report.table(desk, on: report.day(desk)), to: console)
        }
    }

    /// One, with all that hangs on it.
    struct ShowContract: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a contract, its offices, users, talks and cases.",
            discussion: "JSON: what and value.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The contract's code.")
        var code: String

        @Option(help: "As if it were that day, YYYY-MM-DD.")
        var asOf: Day?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let day = try asOf ?? desk.today
            let table = try desk.store.read { transaction in
                let contract = try desk.find(.payorContract, code, transaction)
                let lookup = transaction.lookup
                return ContractSheet.table(of: contract, lookup, today: day)
            }
            try output.print(table, to: console)
        }
    }

    /// Whom its end concerns.
    struct Patients: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the patients whom a contract serves on a day: whom its end concerns.",
            discussion: """
                A row for each patient, office and coverage that the contract covers. others: the \
                contracts that serve the coverage there on the next day; where there is none, the \
                patient is out of network then. unknown: why nobody can tell whether the contract \
                serves the coverage. An office lists its own patients. JSON: office, name, payor, \
                plan, others, unknown, coverage, patient.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The contract's code.")
        var code: String

        @Option(
            help: """
                The day, YYYY-MM-DD; the last day where the contract's end was asked for, else \
                today, if not given.
                """)
        var on: Day?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let (code, patients) = try desk.reading { lookup in
                let contract = try lookup.view(.payorContract, self.code)
                let day = on ?? ContractPatients.lastDay(of: contract) ?? today
                return (
                    contract[PayorContract.code] ?? self.code,
                    ContractPatients(of: contract.id, on: day, lookup)
                )
            }
            try output.print(
                patients.table(of: code), heldBy: desk.office, to: console)
            if output.format == .table { console.say(Self.words(patients)) }
        }

        /// `patients served on 2027-03-31: 12, by no other contract after it: 3, unknown: 1`.
        static func words(_ patients: ContractPatients) -> String {
            "patients served on \(patients.day): \(patients.count), "
                + "by no other contract after it: \(patients.countWithoutOther), "
                + "unknown: \(patients.countUnknown)"
        }
    }
}
