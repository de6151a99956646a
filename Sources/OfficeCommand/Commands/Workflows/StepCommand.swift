import ArgumentParser
import Merge
import Practice
import Replica
import Store

/// The logged steps of any record that has a workflow.
struct StepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step",
        abstract: "List, log and retract the steps of a record in its workflow.",
        discussion: "`bridgework workflow` shows the tables that steps follow.",
        subcommands: [ListSteps.self, LogStep.self, Retract.self])

    /// Where a record stands, and how it came there.
    struct ListSteps: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List a record's steps in causal order.",
            discussion: "JSON: id, step, on, comment, document, by, at (UTC), illegal.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var record: RecordArguments

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            let (_, _, standing) = try desk.standing(
                of: desk.type(named: record.type), record.name)
            var listing = Listing([
                "id", "step", "on", "comment", "document", "by", "at", "illegal",
            ])
            let blank = Listing.Cell("", json: "null")
            for step in standing.steps {
                listing.add([
                    .init(step.entry.description), .init(step.event),
                    step.happenedOn.map { .init($0.description) } ?? blank,
                    step.comment.map { .init($0) } ?? blank,
                    step.document.map { Conflicts.short($0) } ?? blank,
                    step.actor.map { Conflicts.short($0) } ?? blank,
                    .init(Listing.instant(step.at)), .init(step.isIllegal),
                ])
            }
            listing.print(format, to: console)
            if format == .table { console.say(StepCommand.summary(standing)) }
        }
    }

    /// One step.
    struct LogStep: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "log", abstract: "Log a step that is legal where the record stands.",
            discussion: """
                It logs the step alone: `case`, `notice`, `doctor`, `fees` and `contract` also \
                write what follows from one. A step that is not this replica's to log becomes a \
                proposal.

                Example: bridgework step log credential 3f2a91bc renewed --comment "board site"
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption
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
            let type = try desk.type(named: record.type)
            let actor = try options.actor(at: desk)
            let workflow = try desk.standing(of: type, record.name).workflow
            let day = try on ?? desk.today
            let draft = try desk.store.read { transaction in
                StepDraft(
                    step, on: day, comment: comment, by: actor,
                    facts: try values(type, FieldParser(resolve: desk.resolver(transaction))))
            }
            let (id, receipt) = try desk.advance(
                workflow, record.name, draft,
                evidence: try document.map { try Evidence.read($0, console) }, actor: actor,
                reason: why.reason)
            console.line(id.description)
            console.say(receipt)
            let standing = try desk.standing(of: type, id.description).standing
            console.say(StepCommand.summary(standing))
        }

        private func values(
            _ type: RecordType, _ parser: FieldParser
        ) throws -> [String: Scalar] {
            var values: [String: Scalar] = [:]
            for text in facts {
                let assignment = try Assignment(parsing: text)
                guard case .assign(let value) = assignment.change,
                    let field = type[Workflow.attribute]?.fields.dropFirst(6)
                        .first(where: { $0.name == assignment.field })
                else { throw WorkflowProblem.unknownFact(assignment.field, workflow: type.name) }
                do throws(FieldProblem) {
                    values[field.name] = try parser.scalar(value, as: field.kind)
                } catch {
                    throw WorkflowProblem.invalid(field: field.name, error)
                }
            }
            return values
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

        @OptionGroup var why: ReasonOption

        func run(_ desk: Desk, _ console: Console) async throws {
            let type = try desk.type(named: record.type)
            let (id, receipt) = try desk.retract(
                step, of: type, record.name, today: desk.today,
                actor: options.actor(at: desk), reason: why.reason)
            console.line(id.description)
            console.say(receipt)
            let standing = try desk.standing(of: type, id.description).standing
            console.say(StepCommand.summary(standing))
        }
    }

    /// Which record.
    struct RecordArguments: ParsableArguments {
        @Argument(help: "The record type.")
        var type: String

        @Argument(help: "Its code, NPI, login, id or the end of it.")
        var name: String
    }

    private static func summary(_ standing: Standing) -> String {
        if let conflict = standing.conflict {
            return "shown as \(standing.state): \(WorkflowProblem.conflict(conflict))"
        }
        let legal = standing.legalSteps.joined(separator: ", ")
        return "state \(standing.state)" + (legal.isEmpty ? "" : "; possible now: \(legal)")
    }
}
