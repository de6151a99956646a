import ArgumentParser
import Merge
internal import Participation
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

/// Notices to payors.
struct NoticeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "List, look at, print and advance notices to payors.",
        subcommands: [ListNotices.self, ShowNotice.self, PrintNotice.self, NoticeAdvance.self],
        defaultSubcommand: ListNotices.self)

    /// Lists notices, those that its options choose.
    struct ListNotices: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List notices and where they stand.",
            discussion: """
                asked is the day the payor is asked for: the first at a new office, the last at \
                one that is left. JSON: \(NoticeRow.columns.map(\.name).joined(separator: ", ")).
                """)

        @OptionGroup var options: DeskOptions

        @OptionGroup var filter: WorkFilter

        @OptionGroup var output: ListingOptions

        func validate() throws { try filter.validate(statesOf: .notice) }

        func run(_ desk: Desk, _ console: Console) async throws {
            var listing = Table(NoticeRow.columns, of: "notice")
            try desk.store.read { transaction in
                let lookup = transaction.lookup
                let names = RecordNames(lookup)
                for view in try filter.selection().notices(in: lookup) {
                    listing.add(NoticeRow(view, lookup).cells(names))
                }
            }
            try output.print(listing, heldBy: desk.office, to: console)
        }
    }

    /// One.
    struct ShowNotice: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a notice: its steps, its letter, and what may be logged next.",
            discussion: """
                The letter is what the payor was told, or what it would be told today. JSON: the \
                steps as `case show` has them; `notice print` has the letter alone.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The notice's id or the end of it.")
        var id: String

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let signer = try options.actor(at: desk)
            try desk.store.read { transaction in
                let lookup = transaction.lookup
                let found = try desk.find(.payorNotice, id, transaction)
                guard let view = lookup.record(found) else {
                    throw DeedProblem.noSuchRecord(type: RecordType.payorNotice.name)
                }
                let names = RecordNames(lookup)
                let row = NoticeRow(view, lookup)
                try output.print(StepListing.steps(row.standing, names), to: console)
                if output.format == .table {
                    console.line("")
                    let (letter, isSent) = NoticeRow.letter(
                        view, lookup, on: today, signer: signer)
                    for line in SummaryText(letter.printed).lines { console.line(line) }
                    let remarks = isSent ? [] : NoticeRow.remarks(view, letter, lookup)
                    for remark in remarks { console.say(remark) }
                }
                let cells = row.cells(names).map(\.plain)
                console.say(
                    zip(NoticeRow.columns, cells).map { "\($0.name) \($1)" }.joined(separator: ", ")
                )
                if let conflict = row.standing.conflict {
                    console.say("\(WorkflowProblem.conflict(conflict))")
                }
                console.say("possible now: " + row.standing.legalSteps.joined(separator: ", "))
            }
        }
    }

    /// One, on paper.
    struct PrintNotice: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print", abstract: "Write a notice's letter to the payor as text or PDF.",
            discussion: """
                Of a notice that was sent, what was told then; else what the records say today, \
                signed by whoever prints it (--as). A payor gets one letter about a doctor: it \
                holds all notices of the same run or move that are still to be sent to the payor. \
                A letter that no address, day or tax number is on file for is not printed: the \
                error says what to add.

                \(PrintOptions.discussion)

                Example: bridgework notice print 3f2a91bc --format pdf --output letter.pdf
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The notice's id or the end of it.")
        var id: String

        @OptionGroup var print: PrintOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let today = try desk.today
            let signer = try options.actor(at: desk)
            let (letter, remarks) = try desk.store.read { transaction in
                let lookup = transaction.lookup
                let found = try desk.find(.payorNotice, id, transaction)
                guard let view = lookup.record(found) else {
                    throw DeedProblem.noSuchRecord(type: RecordType.payorNotice.name)
                }
                let (letter, isSent) = NoticeRow.letter(view, lookup, on: today, signer: signer)
                let remarks = isSent ? [] : NoticeRow.remarks(view, letter, lookup)
                return (letter, remarks)
            }
            let lacks = letter.lacks.filter(\.isBlocking)
            guard lacks.isEmpty else { throw CaseProblem.letterLacks(lacks) }
            try print.print(letter.printed, to: console)
            for remark in remarks { console.say(remark) }
        }
    }
}
