import ArgumentParser
import Merge
import Practice
import Replica

/// Things to do, by hand or derived by the hub.
struct TaskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "Add tasks and move them on; `today` lists them.",
        subcommands: [Add.self, Advance.self])

    /// A new task.
    struct Add: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a task; an office's belongs to that office.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption

        @Argument(help: "What is to be done, in one line.")
        var title: String

        @Option(help: "The last day on which it is in time, YYYY-MM-DD.")
        var due: Day?

        @Option(help: "The code of the office it is for; this replica's own if not given.")
        var office: String?

        @Option(help: "The login of whoever is to do it.")
        var assignee: String?

        @Option(help: "The id of the record it is about.")
        var about: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            let given: [(String, String?)] = [
                ("title", title), ("dueOn", due?.description),
                ("office", office ?? desk.office?.description), ("assignee", assignee),
                ("about", about),
            ]
            let assignments = given.compactMap { field, text in
                text.map { Assignment(field: field, change: .assign($0)) }
            }
            let (record, receipt) = try desk.create(
                .task, assignments, actor: options.actor(at: desk), reason: why.reason)
            console.line(record.description)
            console.say(receipt)
        }
    }

    /// One step of a task.
    struct Advance: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Log a step: start, wait, done, cancel or reopen.",
            discussion: "`bridgework workflow task` shows which step is possible when.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption

        @Argument(help: "The task's id, or the end of it.")
        var task: String

        @Argument(help: "start, wait, done, cancel or reopen.")
        var step: String

        @Option(help: "A word on it.")
        var comment: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            let actor = try options.actor(at: desk)
            let draft = StepDraft(step, on: try desk.today, comment: comment, by: actor)
            let (record, receipt) = try desk.advance(
                .task, task, draft, actor: actor, reason: why.reason)
            console.line(record.description)
            console.say(receipt)
        }
    }
}
