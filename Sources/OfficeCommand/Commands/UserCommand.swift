import ArgumentParser
import Merge
import Practice
internal import Records
import Replica
import Store
internal import Tables

/// The people who are named as the actors of writes.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Add, list, review and disable the people who write; make them keys and tokens.",
        subcommands: [
            Add.self, Disable.self, ListUsers.self, Review.self, Enrol.self, Bind.self,
            Keys.self, ChangePassphrase.self, RetireKeyCommand.self, Forget.self, Token.self,
        ])

    /// A new person.
    struct Add: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a user; offices propose, the centre adds.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The login: lower-case letters, digits, dots and hyphens.")
        var user: String

        @Option(help: "The name people see.")
        var name: String?

        @Option(help: "A role; may be repeated.")
        var role: [String] = []

        @Option(help: "An office's code; may be repeated.")
        var office: [String] = []

        func run(_ desk: Desk, _ console: Console) async throws {
            var assignments = [Assignment(User.login, user)]
            if let name { assignments.append(Assignment(User.displayName, name)) }
            assignments += role.map { Assignment(adding: $0, to: User.roles) }
            assignments += office.map { Assignment(adding: $0, to: User.offices) }
            let create = CreateRecord(
                .user, assignments)
            console.tell(try perform(create, at: desk, deed))
        }
    }

    /// A person who has left.
    struct Disable: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disable a user: nobody writes under that login any more.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The login.")
        var user: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let edit = EditRecord(
                .user, user, [Assignment(User.isDisabled, "true")])
            console.tell(try perform(edit, at: desk, deed))
        }
    }

    /// Everybody.
    struct ListUsers: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List users.")

        @OptionGroup var options: DeskOptions

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let type = RecordType.user
            try desk.store.read { transaction in
                try RecordListing(type, transaction, output).print(
                    .matching(), of: Table.Noun("user"), at: desk.office,
                    to: console)
            }
        }
    }
}
