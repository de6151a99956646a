import ArgumentParser
import Merge
import Practice
internal import Records
internal import Tables

/// Prints the tables and diagrams that the steps of records follow.
struct WorkflowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow",
        abstract: "Show a workflow: its states, its steps, and who may take them.",
        discussion: """
            Without a name, lists the workflows. JSON: name, type, states, steps, title; with a \
            name: from, step, to, actor, needs, dated, derived. A dated step is brought by a date \
            alone, a derived one by other records: neither is logged. `--format dot` prints a \
            diagram for Graphviz: dot -Tsvg.
            """)

    @Argument(help: "The workflow, such as onboarding, or its record type.")
    var name: String?

    @Option(help: "table, json, csv or dot.")
    var format: DiagramFormat = .table

    /// What a workflow can be printed as.
    enum DiagramFormat: String, CaseIterable, ExpressibleByArgument {
        case table, json, csv, dot

        /// `nil` for the diagram.
        var listing: OutputFormat? { OutputFormat(rawValue: rawValue) }
    }

    func validate() throws {
        guard let name else {
            guard format != .dot else { throw ValidationError("Name the workflow to draw.") }
            return
        }
        guard Workflow.named(name) != nil else {
            let names = Workflow.all.map(\.name).joined(separator: ", ")
            throw ValidationError("No such workflow; there are \(names).")
        }
    }

    func run() throws {
        let console = Console.own
        guard let workflow = name.flatMap({ Workflow.named($0) }) else {
            WorkflowCommand.list.print(format.listing ?? .table, to: console)
            return
        }
        guard let format = format.listing else {
            console.line(workflow.dot)
            return
        }
        WorkflowCommand.table(of: workflow).print(format, to: console)
    }

    private static var list: Table {
        var listing = Table(["name", "type", "states", "steps", "title"], of: "workflow")
        for workflow in Workflow.all {
            let steps = Set(workflow.transitions.filter(\.isLogged).map(\.event))
            listing.add([
                .init(workflow.name), .init(workflow.recordType.name),
                .init(workflow.states.count), .init(steps.count), .init(workflow.title),
            ])
        }
        return listing
    }

    private static func table(of workflow: Workflow) -> Table {
        var listing = Table(["from", "step", "to", "actor", "needs", "dated", "derived"])
        for state in workflow.states {
            for transition in workflow.transitions where transition.from.contains(state.name) {
                listing.add([
                    .init(state.name), .init(transition.event),
                    .init(transition.to ?? state.name), .init(transition.actor.rawValue),
                    .init(transition.needs.map(\.description).joined(separator: "; ")),
                    .init(transition.isDated), .init(transition.isDerived),
                ])
            }
        }
        return listing
    }
}
