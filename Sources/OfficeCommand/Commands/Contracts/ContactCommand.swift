import ArgumentParser
import Merge
internal import Participation
import Practice
internal import Records
import Replica
import Rulebook
import Store

/// Calls, letters and messages with payors.
struct ContactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "Log what was said to a payor, and list it.",
        subcommands: [AddContact.self, ListContacts.self])

    /// A new entry.
    struct AddContact: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Log a call, letter or message; it is kept as it was.",
            discussion: """
                At an office the entry is the office's own and the centre sees it; at the centre \
                it stays there.

                Example: bridgework contact add "asked for the 2027 fees, answer in a week" \
                --contract DD-PPO --channel phone --reference 4471 --next 2026-12-01
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "What was said, in one line.")
        var summary: String

        @Option(help: "The payor's code.")
        var payor: String?

        @Option(help: "The contract's code.")
        var contract: String?

        @Option(help: "The id of the record it is about, such as an enrolment.")
        var about: String?

        @Option(help: "phone, email, portal, fax, mail or visit.")
        var channel: String?

        @Option(help: "Whom you talked to.")
        var person: String?

        @Option(help: "The payor's reference number of the call.")
        var reference: String?

        @Option(help: "When, YYYY-MM-DD; today if not given.")
        var on: Day?

        @Option(help: "When to go on, YYYY-MM-DD.")
        var next: Day?

        func validate() throws {
            guard payor != nil || contract != nil || about != nil else {
                throw ValidationError("Say with whom: --payor, --contract or --about.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let actor = try options.actor(at: desk)
            let create = CreateRecord(
                .contactLog,
                Assignment.given([
                    ContactLog.office: desk.office?.description, ContactLog.payor: payor,
                    ContactLog.contract: contract, ContactLog.about: about,
                    ContactLog.channel: channel, ContactLog.person: person,
                    ContactLog.callReference: reference, ContactLog.summary: summary,
                    ContactLog.happenedOn: try (on ?? desk.today).description,
                    ContactLog.nextActionOn: next?.description,
                    ContactLog.contactedBy: actor?.description,
                ]))
            console.tell(try perform(create, at: desk, deed))
        }
    }

    /// What was said.
    struct ListContacts: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List contacts with payors, the latest first.",
            discussion: """
                JSON: on, payor, contract, channel, person, reference, summary, next, office, id.
                """)

        @OptionGroup var options: DeskOptions

        @Option(help: "Only with this payor, by code.")
        var payor: String?

        @Option(help: "Only on this contract, by code.")
        var contract: String?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.store.read { transaction in
                let lookup = transaction.lookup
                return ContactList.table(
                    lookup, payor: try payor.map { try desk.find(.payor, $0, transaction) },
                    contract: try contract.map { try desk.find(.payorContract, $0, transaction) })
            }
            try output.print(table, to: console)
        }
    }
}
