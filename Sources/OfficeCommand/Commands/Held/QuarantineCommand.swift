import ArgumentParser
import Merge
internal import Records
import Replica

/// Changes that the hub kept aside.
struct QuarantineCommand: AsyncParsableCommand, HeldWord {
    static let kind = HeldWrite.Kind.quarantine

    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Look at changes that the hub could not accept; make them again or drop them.",
        discussion: """
            `show` says why and what to do. Everything else of the same day flows; only what hangs \
            on a quarantined change waits with it.
            """,
        subcommands: [
            HeldList<QuarantineCommand>.self, HeldShow<QuarantineCommand>.self, Retry.self,
            Amend.self,
            HeldDecline<QuarantineCommand>.self,
        ],
        defaultSubcommand: HeldList<QuarantineCommand>.self)

    /// The same again.
    struct Retry: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the change again, on what stands here now.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "Its id or the end of it.")
        var id: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let (found, receipt) = try desk.retry(
                id, isDryRun: deed.dryRun, actor: options.actor(at: desk), reason: deed.reason)
            console.tell(
                (found.held.write?.record ?? found.id).description, receipt,
                isRehearsed: deed.dryRun)
        }
    }

    /// The same with another value.
    struct Amend: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the change again with other values.",
            discussion: """
                Fields of the same unit that are not named stay as the writer had them. Example: \
                bridgework quarantine amend 4f3a210c birthDate=1980-02-01 --reason typo
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "Its id or the end of it.")
        var id: String

        @Argument(help: "FIELD=VALUE …")
        var assignments: [String]

        func run(_ desk: Desk, _ console: Console) async throws {
            let (found, receipt) = try desk.amend(
                id, assignments.map { try Assignment(parsing: $0) },
                isDryRun: deed.dryRun, actor: options.actor(at: desk), reason: deed.reason)
            console.tell(
                (found.held.write?.record ?? found.id).description, receipt,
                isRehearsed: deed.dryRun)
        }
    }
}
