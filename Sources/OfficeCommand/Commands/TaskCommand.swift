import ArgumentParser
import Merge
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

/// What is to be done.
struct TaskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "List what is to be done.", subcommands: [ListTasks.self],
        defaultSubcommand: ListTasks.self)

    /// Tasks by the day they are due.
    struct ListTasks: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List open tasks: what is due first stands first.",
            discussion: """
                `step log task ID start` and `done` take one on. JSON: id, title, kind, about \
                (what people call the record), state, assignee, dueOn, office.
                """)

        @OptionGroup var options: DeskOptions

        @Option(help: "Only what that user does, by login; none for nobody.")
        var assignee: String?

        @Option(help: "Only what is due by that day, YYYY-MM-DD.")
        var dueBy: Day?

        @Flag(help: "Done and cancelled ones, too.")
        var all = false

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let user = try assignee.flatMap { login in
                login == "none" ? nil : try desk.actor(login: login)
            }
            let listing = try desk.store.read { transaction in
                let lookup = transaction.lookup
                return sheet(of: tasks(lookup, user), lookup)
            }
            try output.print(listing, heldBy: desk.office, to: console)
        }

        private func tasks(
            _ lookup: StoreLookup, _ user: RecordID?
        ) -> [(view: RecordView, state: String)] {
            let over = Set(Workflow.task.states.filter { $0.isFinal }.map(\.name))
            return lookup.records(.task).filter(\.isActive).map { view in
                (view, Workflow.task.standing(of: view).state)
            }.filter { view, state in
                guard all || !over.contains(state) else { return false }
                if assignee != nil, view[WorkTask.assignee] != user { return false }
                return dueBy.map { last in view[WorkTask.dueOn].map { $0 <= last } ?? false }
                    ?? true
            }.sorted { left, right in
                let keys = [left.0, right.0].map { view in
                    (
                        view[WorkTask.dueOn]?.number ?? .max,
                        TextFold.key(view[WorkTask.title] ?? ""),
                        view.id
                    )
                }
                return keys[0] < keys[1]
            }
        }

        private func sheet(
            of tasks: [(view: RecordView, state: String)], _ lookup: StoreLookup
        ) -> Table {
            let names = RecordNames(lookup)
            let titles = RecordTitle(lookup)
            var listing = Table(
                [
                    "id", "title", .detail("kind"), "about", "state", "assignee", "dueOn",
                    .detail("office"),
                ], of: "task")
            for (view, state) in tasks {
                listing.add([
                    .init(id: view.id), .init(optional: view[WorkTask.title]),
                    .init(optional: view[WorkTask.kind]),
                    .init(optional: view[WorkTask.about].flatMap { titles[$0] }), .init(state),
                    names.cell(view[WorkTask.assignee]), .init(view[WorkTask.dueOn]),
                    names.cell(view[WorkTask.office]),
                ])
            }
            return listing
        }
    }
}
