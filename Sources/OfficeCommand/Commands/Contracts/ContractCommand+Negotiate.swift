import ArgumentParser
internal import Fees
import Merge
internal import Participation
import Practice
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

extension ContractCommand {
    /// The talks on its fees.
    struct Negotiate: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Go on with the talks on a contract's fees, one move at a time.",
            discussion: """
                --open, --request REF, --inquiry, --offer DRAFT, --counter, --accept, --refuse, \
                --amend DAY, --verify EOB, --mismatch or --close; without a move, shows the \
                rounds. An offer is a fee draft, imported with `fees import`. Somebody else than \
                who entered the offer accepts it, or one alone with --comment. The talks end when \
                an explanation of benefits pays the new fee (--verify).

                An offer is worth how often the offices did each procedure (`import volumes`), \
                times what it pays more or less than the fees published now.

                JSON without a move: round, step, on, comment, reference, effectiveOn, feeDraft, \
                worth, by.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions
        @OptionGroup var moves: NegotiationMoves

        @Argument(help: "The contract's code.")
        var code: String

        @Option(help: "What is asked for, said with --open.")
        var ask: String?

        @Option(help: "When it happened, YYYY-MM-DD; today if not given.")
        var on: Day?

        @Option(help: "What there is to say.")
        var comment: String?

        @Option(help: "The evidence: a document's id or the end of it, or a FILE to keep.")
        var document: String?

        @Option(help: "When to go on, YYYY-MM-DD; two weeks after the last word if not given.")
        var next: Day?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            guard var move = moves.move(of: code) else { return try show(desk, console) }
            move.happenedOn = on
            move.comment = comment
            move.evidence = try (moves.verify ?? document).map {
                try EvidenceFile.read($0, console)
            }
            move.nextActionOn = next
            move.ask = ask
            let done = try perform(move, at: desk, deed)
            console.tell(done)
            guard move.feeDraft != nil, !done.isRehearsed else { return }
            let offered: OfferWorth? = try desk.reading { lookup in
                let offer = lookup.record(done.outcome).flatMap { NegotiationRounds($0).offer }
                return offer.flatMap { Self.worth(of: $0, lookup) }
            }
            if let offered { console.say("the offer: \(offered)") }
        }

        private func cell(_ worth: OfferWorth?, _ unknown: inout Set<String>) -> Table.Cell {
            guard let worth else { return Table.Cell.blank }
            guard case .known(let sum) = worth else {
                unknown.insert("\(worth)")
                return Table.Cell.blank
            }
            return Table.Cell(Table.Cell.money(sum.sum).plain)
        }

        private static func worth(of offer: RecordID, _ lookup: StoreLookup) -> OfferWorth? {
            lookup.record(offer).flatMap { FeeDraft($0) }.map { OfferWorth(of: $0, in: lookup) }
        }

        private func show(_ desk: Desk, _ console: Console) throws {
            let talks = try desk.reading { lookup in
                NegotiationRounds.open(on: try lookup.find(.payorContract, code), in: lookup)
            }
            guard let talks else { throw ContractProblem.noTalks }
            let offers = Set(talks.standing.steps.compactMap { $0[Negotiation.Status.feeDraft] })
            let worths: [RecordID: OfferWorth] = try desk.reading { lookup in
                var worths: [RecordID: OfferWorth] = [:]
                for offer in offers { worths[offer] = Self.worth(of: offer, lookup) }
                return worths
            }
            let (listing, unknown) = rounds(talks, worths)
            try output.print(listing, heldBy: desk.office, to: console)
            for word in unknown { console.say(word) }
            if output.format == .table {
                console.say(
                    "state \(talks.standing.state), round \(talks.round); possible now: "
                        + talks.standing.legalSteps.joined(separator: ", "))
            }
        }

        /// The steps as rows, and why an offer's worth is not known.
        private func rounds(
            _ talks: NegotiationRounds, _ worths: [RecordID: OfferWorth]
        ) -> (Table, unknown: Set<String>) {
            var listing = Table(
                [
                    "round", "step", "on", "comment", "reference", "effectiveOn", "feeDraft",
                    "worth",
                    "by",
                ], of: "step")
            var unknown: Set<String> = []
            let blank = Table.Cell.blank
            var round = 1
            for step in talks.standing.steps where !step.isIllegal {
                listing.add([
                    .init(round), .init(step.event),
                    step.happenedOn.map { .init($0.description) } ?? blank,
                    step.comment.map { .init($0) } ?? blank,
                    step[Negotiation.Status.reference].map { .init($0) } ?? blank,
                    step[Negotiation.Status.effectiveOn].map { .init($0.description) } ?? blank,
                    .id(step[Negotiation.Status.feeDraft]),
                    cell(step[Negotiation.Status.feeDraft].flatMap { worths[$0] }, &unknown),
                    .id(step.actor),
                ])
                if step.says(Negotiation.Step.counter) { round += 1 }
            }
            return (listing, unknown)
        }
    }

    /// The moves, of which one is made at a time.
    struct NegotiationMoves: ParsableArguments {
        @Flag(help: "Begin the talks.")
        var open = false

        @Option(help: "Our request went out under this reference.")
        var request: String?

        @Flag(help: "We asked how it stands.")
        var inquiry = false

        @Option(help: "The payor's offer: the id of its fee draft.")
        var offer: String?

        @Flag(help: "We ask for more; another round begins.")
        var counter = false

        @Flag(help: "We take the offer.")
        var accept = false

        @Flag(help: "The payor refuses.")
        var refuse = false

        @Option(help: "The amendment is signed; its fees hold from this day, YYYY-MM-DD.")
        var amend: Day?

        @Option(help: "This explanation of benefits, a document or FILE, pays the new fee.")
        var verify: String?

        @Flag(help: "An explanation of benefits does not pay the new fee.")
        var mismatch = false

        @Flag(help: "Give the talks up; --comment says why.")
        var close = false

        private var steps: [Negotiation.Step] {
            let chosen: [(Negotiation.Step, Bool)] = [
                (.open, open), (.requestSent, request != nil), (.inquiry, inquiry),
                (.offer, offer != nil), (.counter, counter), (.accept, accept),
                (.refuse, refuse), (.amendmentSigned, amend != nil),
                (.firstEobMatches, verify != nil), (.eobMismatch, mismatch), (.close, close),
            ]
            return chosen.filter(\.1).map(\.0)
        }

        func validate() throws {
            guard steps.count <= 1 else { throw ValidationError("Make one move at a time.") }
        }

        func move(of contract: String) -> NegotiateContract? {
            guard let step = steps.first else { return nil }
            var move = NegotiateContract(contract, step)
            move.reference = request
            move.feeDraft = offer
            move.effectiveOn = amend
            return move
        }
    }

    /// The end of one.
    struct Terminate: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a contract: one user asks, another one gives the notice.",
            discussion: """
                The first user's --through and --reason are the request; the notice follows when \
                another user (--as) gives the same command, and every case in network gets its \
                last day. One person alone says so with --alone, and why with --reason. \
                --withdraw takes a request or a notice back.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The contract's code.")
        var code: String

        @Option(help: "The contract's last day, YYYY-MM-DD.")
        var through: Day?

        @Option(help: "The notice: a document's id or the end of it, or a FILE to keep.")
        var document: String?

        @Flag(help: "One user asks and gives notice.")
        var alone = false

        @Flag(help: "The contract goes on.")
        var withdraw = false

        func validate() throws {
            guard !deed.reason.isEmpty else { throw ValidationError("Say why with --reason.") }
            guard !withdraw || through == nil && !alone else {
                throw ValidationError("--withdraw takes neither --through nor --alone.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            if withdraw {
                return console.tell(try perform(WithdrawTermination(code), at: desk, deed))
            }
            var terminate = TerminateContract(
                code, through: through,
                evidence: try document.map { try EvidenceFile.read($0, console) })
            terminate.isAlone = alone
            let done = try perform(terminate, at: desk, deed)
            let outcome = done.outcome
            if !done.isRehearsed { console.line(outcome.contract.description) }
            console.tell(receiptOf: done)
            console.say(
                "\(Patients.words(outcome.patients)); `bridgework contract patients \(code)` lists "
                    + "them")
            guard let ending = outcome.ending else {
                console.say("asked for \(outcome.through); another user gives the notice")
                return
            }
            console.say(
                "ends \(outcome.through): "
                    + "\(Counted(ending.ended.count, "case ends", "cases end")) with "
                    + "it, not in network yet and open still: \(ending.open.count), "
                    + "waiting for a conflict to be settled: \(ending.unclear.count)")
        }
    }
}
