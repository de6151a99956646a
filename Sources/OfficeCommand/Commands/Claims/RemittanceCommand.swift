import ArgumentParser
internal import Claims
import Merge
internal import Records
import Replica
internal import Tables

/// What payors paid, and why less.
struct RemittanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remittance",
        abstract: "See what payors paid, match what waits, and dispute what is short.",
        discussion: """
            Remittances come in by `bridgework import x12`. What a payor said stays as it was \
            said; whose claim it is may be matched anew. `report underpayments` sets each service \
            beside the contract of its day.
            """,
        subcommands: [
            ListRemittances.self, ShowPayment.self, Waiting.self, Match.self, Dispute.self,
        ])

    /// The payments that are held here.
    struct ListRemittances: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List remittances, or the claims of one of them.",
            discussion: """
                The amount is the whole payment's; an office sees the claims of its own patients. \
                Two remittances of one payor with one number that differ are both shown, and say \
                so: one of them may be a correction.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The remittance whose claims to list: its id, or the end of it.")
        var remittance: String?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.reading { lookup -> Table in
                guard let remittance else { return .remittances(lookup) }
                let id = try lookup.find(.remittance, remittance)
                return .payments(PaymentBook(lookup).payments(of: id), lookup)
            }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// One claim's payment.
    struct ShowPayment: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the services of one claim's payment.",
            discussion: """
                Reasons are the payor's group, code and amount; `allowed` is what it paid and what \
                it left to the patient. What the payor takes or adds beside the claims of that \
                remittance is said too, less than nothing where it is paid.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The payment: its id, or the end of it.")
        var payment: String

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let payment = try desk.observedPayment(payment)
            try output.print(.services(of: payment), to: console)
            let provisions = try desk.reading { lookup in
                PaymentBook(lookup).provisions(of: payment.remittance)
            }
            for (words, cents) in provisions {
                console.say("beside its claims: \(words), \(Figure.money(cents))")
            }
        }
    }

    /// What nobody could match.
    struct Waiting: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List payments that wait for a person to match them, and what they lack.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let table = try desk.reading { lookup in Table.waitingPayments(lookup) }
            try output.print(table, heldBy: desk.office, to: console)
        }
    }

    /// Says whose a payment is.
    struct Match: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whose claim a payment is for; --all matches what can be matched now.",
            discussion: """
                A coverage names its patient. What is not named stays as it was matched before.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var given: DeedOptions

        @Argument(help: "The payment: its id, or the end of it.")
        var payment: String?

        @Option(help: "The coverage that pays: its id, or the end of it.")
        var coverage: String?

        @Option(help: "Who did the work, by NPI.")
        var doctor: String?

        @Option(help: "Where, by the office's code.")
        var office: String?

        @Flag(help: "Every payment that waits, by what came in since.")
        var all = false

        func validate() throws {
            guard all != (payment != nil) else {
                throw ValidationError("Name a payment, or say --all.")
            }
            guard all || coverage != nil || doctor != nil || office != nil else {
                throw ValidationError("Say whose it is: --coverage, --doctor or --office.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            guard let payment else {
                let done = try perform(MatchWaiting(), at: desk, given, otherwise: "match")
                console.line("\(done.outcome.matched) matched, \(done.outcome.waiting) waiting")
                return console.tell(receiptOf: done)
            }
            var deed = MatchPayment(payment)
            deed.coverage = coverage
            deed.doctor = doctor
            deed.office = office
            console.tell(try perform(deed, at: desk, given, otherwise: "match"))
        }
    }

    /// A letter to the payor.
    struct Dispute: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the letter that asks a payor for what it allowed too little.",
            discussion: """
                For each service: what was charged, what the contract of its day says and where, \
                what was allowed, and the difference. \(PrintOptions.discussion)
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The payment: its id, or the end of it.")
        var payment: String

        @OptionGroup var print: PrintOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let payment = try desk.observedPayment(payment)
            let today = try desk.today
            let letter = try desk.reading { lookup in
                try DisputeLetter(lookup, today: today).printed(payment)
            }
            try print.print(letter, to: console)
        }
    }
}

extension Desk {
    /// What a remittance says of a claim, by the end of its id.
    fileprivate func observedPayment(_ name: String) throws -> ObservedPayment {
        try reading { lookup in
            guard let payment = ObservedPayment(try lookup.view(.claimPayment, name)) else {
                throw DeedProblem.noSuchRecord(type: RecordType.claimPayment.name)
            }
            return payment
        }
    }
}
