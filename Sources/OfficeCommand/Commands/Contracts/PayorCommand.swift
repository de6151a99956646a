import ArgumentParser
internal import Benefits
import Merge
internal import Participation
import Practice
internal import Records
import Replica
import Store

/// Payors and plans that offices made for themselves.
struct PayorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payor",
        abstract: "Find payors, adopt what an office made for itself, link and name them.",
        subcommands: [PayorFind.self, Adopt.self, Link.self, Unlink.self, Alias.self])

    /// A provisional payor or plan becomes the group's.
    struct Adopt: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an office's provisional payor or plan the group's, or link it.",
            discussion: """
                Adopted, every office sees it. With --into it is linked to the one that the group \
                has already: whoever names it is led there, and nothing is rewritten.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The provisional payor's or plan's code, id or the end of it.")
        var name: String

        @Option(help: "The code of the one that the group has already.")
        var into: String?

        @Option(help: "A new code for it.")
        var code: String?

        @Flag(help: "It is a plan, not a payor.")
        var plan = false

        func validate() throws {
            guard into == nil || code == nil else {
                throw ValidationError("Give --into or --code, one of the two.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let adopt = AdoptRecord(
                plan ? .insurancePlan : .payor, name, as: into, code: code)
            console.tell(try perform(adopt, at: desk, deed))
        }
    }

    /// Another spelling.
    struct Alias: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add another name that a payor goes by, or with --remove take one away.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The payor's code.")
        var payor: String

        @Argument(help: "The other name.")
        var alias: String

        @Flag(help: "It does not go by that name.")
        var remove = false

        func run(_ desk: Desk, _ console: Console) async throws {
            let change: Assignment.Change = remove ? .remove(alias) : .add(alias)
            let edit = EditRecord(
                .payor, payor, [Assignment(of: Payor.aliases, change)])
            console.tell(try perform(edit, at: desk, deed))
        }
    }
}
