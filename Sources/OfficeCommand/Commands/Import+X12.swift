import ArgumentParser
internal import Claims
import Merge
import Replica
internal import Tables
internal import X12

extension Import {
    /// Takes interchanges in.
    struct X12: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "x12",
            abstract: "Take X12 files in: claims, remittances and what payors answer, each once.",
            discussion: """
                A file that is broken is refused with the number of the segment and its byte; a \
                set that is broken, or whose total is not the sum of its claims, stops everything \
                unless --skip-bad leaves it out and says which. What a remittance says is kept as \
                it says it; whose each claim is, is found by member id and name, NPI and office. \
                What nobody can match waits: `bridgework remittance waiting`. A claim whose own \
                sums do not come out goes in, marked, and no underpayment is reckoned from it.

                One remittance counts once, whoever takes its file in, however often and wherever. \
                The centre takes in files of the whole group; an office keeps only claims of \
                members that it knows itself, and counts the others, which it leaves out. \
                Interchanges that their sender marked as tests are left out unless --tests. \
                Claims (837) are registered as sent, or with --unsent as drafts for \
                `bridgework claim check`; a 277, 277CA or 999 is logged as a step of the \
                claims it answers, the worst where it says several.

                A 271 becomes a verification of its coverage, with what is used; rules of its plan \
                that it says otherwise are written to the plan, by an office as proposals. Service \
                types go by `serviceTypes` of your code groups, percentages by the payor's \
                `coinsuranceDirection`: what neither says is left unknown. A 278 is the payor's \
                letter on an authorization, an 834 tells from when to when members are covered. \
                What is of nobody known here waits: `bridgework answer list`.

                Sets of other kinds are counted and left alone. A file may have 64 MiB, and all \
                files of a run 100,000 claims and answers.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption

        @Argument(help: "The files.")
        var files: [String]

        @Flag(help: "Show what would change, and change nothing.")
        var dryRun = false

        @Flag(help: "Leave broken sets out instead of refusing everything.")
        var skipBad = false

        @Flag(help: "Take interchanges in that their sender marked as tests.")
        var tests = false

        @Flag(help: "The claims of these files have not gone out: check them first.")
        var unsent = false

        func run(_ desk: Desk, _ console: Console) async throws {
            var intakes: [X12Intake] = []
            var isBad = false
            for file in files {
                let name = String(file.split(separator: "/").last ?? "file")
                let kept = intakes.reduce(0) { $0 + $1.count }
                let intake = try read(
                    file, named: name, claimsMax: X12Intake.claimsMax - kept, console)
                for set in intake.broken {
                    console.say("\(name), a set \(set.kind): \(set.fault)")
                    isBad = true
                }
                tell(of: intake, named: name, console)
                intakes.append(intake)
            }
            guard !isBad || skipBad else {
                console.line("nothing was imported")
                console.say("--skip-bad leaves broken sets out; ask the sender for whole ones")
                throw ExitCode(Failure.refused)
            }
            let reason = why.reason.isEmpty ? "import x12" : why.reason
            let done = try desk.perform(
                TakeX12(intakes, areSent: !unsent), by: signature(at: desk, reason),
                isDryRun: dryRun)
            // They may answer claims of the same run.
            let answers = intakes.flatMap(\.answers)
            let noted =
                answers.isEmpty
                ? nil
                : try desk.perform(
                    NoteAnswers(answers), by: signature(at: desk, reason), isDryRun: dryRun)
            for taken in done.outcome.remittances { tell(of: taken, console) }
            let words =
                Self.words(done.outcome, noted?.outcome, intakes)
                + Self.answered(done.outcome, intakes)
            let start = dryRun ? "would be: " : ""
            for line in words { console.line(start + line) }
            if words.isEmpty { console.line("nothing to take in") }
            console.tell(receiptOf: done)
            if let noted { console.tell(receiptOf: noted) }
        }

        /// A line for each kind of thing that the files held.
        private static func words(
            _ outcome: TakeX12.Outcome, _ answers: NoteAnswers.Outcome?, _ intakes: [X12Intake]
        ) -> [String] {
            var lines: [String] = []
            if !outcome.remittances.isEmpty {
                let new = outcome.remittances.filter(\.isNew)
                lines.append(
                    "\(Counted(new.count, "new remittance")), "
                        + "\(Counted(new.reduce(0) { $0 + $1.claims }, "claim")), "
                        + "\(new.reduce(0) { $0 + $1.matched }) matched, "
                        + "\(new.reduce(0) { $0 + $1.waiting }) waiting, "
                        + "\(new.reduce(0) { $0 + $1.unproven }) unproven; "
                        + "\(outcome.remittances.count { $0.isKnown && !$0.isNew }) here before")
            }
            if intakes.contains(where: { !$0.claims.isEmpty }) {
                let claims = outcome.claims
                lines.append(
                    "\(Counted(claims.new, "new claim")), \(claims.matched) matched; "
                        + "\(claims.known) here before, \(claims.sent) of them sent now"
                        + (claims.elsewhere == 0
                            ? "" : "; \(claims.elsewhere) of other offices left out"))
            }
            if let answers {
                lines.append(
                    "answers: \(answers.accepted) accepted, \(answers.rejected) rejected, "
                        + "\(answers.wanting) want more, \(answers.passed) change nothing, "
                        + "\(answers.unknown) of claims that are not here")
            }
            return lines
        }

        private func read(
            _ file: String, named name: String, claimsMax: Int, _ console: Console
        ) throws -> X12Intake {
            var intake = X12Intake(takesTests: tests, claimsMax: claimsMax)
            do {
                try ImportFile(console.absolute(file), bytesMax: Self.bytesMax)
                    .chunks { try intake.take($0) }
                try intake.finish()
            } catch let fault as X12Fault {
                console.line("nothing was imported")
                console.say("\(name): \(fault)")
                throw ExitCode(Failure.refused)
            }
            return intake
        }

        private func tell(of intake: X12Intake, named name: String, _ console: Console) {
            if intake.tests > 0 {
                console.say(
                    "\(name): \(Counted(intake.tests, "set")) marked as a test left out; --tests "
                        + "takes them in")
            }
            for (kind, count) in intake.unread.sorted(by: { $0.key < $1.key }) {
                console.say("\(name): \(Counted(count, "set")) \(kind) left alone")
            }
        }

        private func tell(of taken: TakeRemittances.Taken, _ console: Console) {
            let title = "remittance \(taken.id.suffix), \(Figure.money(taken.cents))"
            if taken.elsewhere + taken.strange > 0 {
                console.say(
                    "\(title): left out \(Counted(taken.elsewhere, "claim")) of other offices and "
                        + "\(taken.strange) of members whom this office does not know; the centre "
                        + "takes in files of the whole group")
            }
            if taken.isKnown, !taken.isNew {
                return console.say("\(title): here before, counted once")
            }
            console.say(
                "\(title): \(Counted(taken.claims, "claim")), \(taken.waiting) waiting, "
                    + "\(taken.unproven) unproven")
            for twin in taken.twins {
                console.say(
                    "\(title): remittance \(twin.suffix) of the same payor has the same number "
                        + "and says something else: look at both")
            }
        }

        /// A file is read piece by piece, and all that its sets say is kept until it goes in.
        private static let bytesMax = 64 << 20
    }
}
