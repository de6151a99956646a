import ArgumentParser
import Merge
import Practice
internal import Records
import Replica
import Store
internal import Tables

/// The logged steps of any record that has a workflow.
struct StepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step",
        abstract: "List, log and retract the steps of a record in its workflow.",
        discussion: "`bridgework workflow` shows the tables that steps follow.",
        subcommands: [ListSteps.self, Log.self, Retract.self])

    /// Where a record stands, and how it came there.
    struct ListSteps: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List a record's steps in causal order.",
            discussion: "JSON: id, step, on, comment, document, by, at (UTC), illegal.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var record: RecordArguments

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let standing = try record.standing(at: desk)
            var listing = Table(
                [
                    "id", "step", "on", "comment", "document", "by", "at", "illegal",
                ], of: "step")
            for step in standing.steps {
                listing.add([
                    .init(step.entry.description), .init(step.event),
                    .init(step.happenedOn),
                    .init(optional: step.comment),
                    .id(step.document), .id(step.actor),
                    .instant(step.at), .init(step.isIllegal),
                ])
            }
            try output.print(listing, to: console)
            if output.format == .table { console.say(StepCommand.summary(standing)) }
        }
    }

    /// One step.
    struct Log: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "log", abstract: "Log a step that is legal where the record stands.",
            discussion: """
                It logs the step alone: `case`, `notice`, `doctor`, `fees` and `contract` also \
                write what follows from one. A step that is not this replica's to log becomes a \
                proposal.

                Example: bridgework step log credential 3f2a91bc renewed --comment "board site"
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions
        @OptionGroup var record: RecordArguments

        @Argument(help: "The step.")
        var step: String

        @Argument(help: "FIELD=VALUE … for the step's own fields, such as effectiveOn=2026-12-01.")
        var facts: [String] = []

        @Option(help: "When it happened, YYYY-MM-DD; today if not given.")
        var on: Day?

        @Option(help: "What there is to say.")
        var comment: String?

        @Option(help: "The evidence: a document's id or the end of it, or a FILE to keep.")
        var document: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            var log = LogStep(try desk.type(named: record.type), record.name, step)
            log.facts = try facts.map { try Assignment(parsing: $0) }
            log.happenedOn = on
            log.comment = comment
            log.evidence = try document.map { try EvidenceFile.read($0, console) }
            console.tell(try perform(log, at: desk, deed))
            console.say(StepCommand.summary(try record.standing(at: desk)))
        }
    }

    /// Takes a mistyped step back.
    struct Retract: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Annul a step, with a reason; the log keeps both.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var record: RecordArguments

        @Argument(help: "The step's id, as `step list` shows it.")
        var step: String

        @OptionGroup var deed: DeedOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let retract = RetractStep(
                try desk.type(named: record.type), record.name, step)
            console.tell(try perform(retract, at: desk, deed))
            console.say(StepCommand.summary(try record.standing(at: desk)))
        }
    }

    /// Which record.
    struct RecordArguments: ParsableArguments {
        @Argument(help: "The record type.")
        var type: String

        @Argument(help: "Its code, NPI, login, id or the end of it.")
        var name: String

        /// Where the record stands in its workflow.
        func standing(at desk: Desk) throws -> Standing {
            let type = try desk.type(named: type)
            let workflow = try Workflow.required(of: type)
            return try desk.reading { workflow.standing(of: try $0.view(type, name)) }
        }
    }

    private static func summary(_ standing: Standing) -> String {
        if let conflict = standing.conflict {
            return "shown as \(standing.state): \(WorkflowProblem.conflict(conflict))"
        }
        let legal = standing.legalSteps.joined(separator: ", ")
        return "state \(standing.state)" + (legal.isEmpty ? "" : "; possible now: \(legal)")
    }
}
