import ArgumentParser
import Foundation
import Identity
import Merge
internal import Records
import Replica
import Rulebook
import Store

extension UserCommand {
    /// What a program shows with its calls.
    struct Token: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a program its token for this machine, for calls over TLS.",
            discussion: """
                For a user with the role service, where the agent runs with --api-listen: the \
                program sends it with every call, as `authorization: Bearer TOKEN`. It is printed \
                once; the machine keeps only what it hashes to, and no other machine knows it. The \
                login's token before it counts no more. Calls through the agent's socket need none.

                Whoever reads it can call in that login's name on this machine: keep it in a file \
                that the program's user alone can read. `user disable` shuts the program out \
                everywhere.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The login.")
        var user: String

        @Flag(help: "Have the login's token count no more, and make no other.")
        var remove = false

        func run(_ desk: Desk, _ console: Console) async throws {
            if remove {
                let id = try desk.reading { try $0.find(.user, user) }
                try desk.keyFolder.removeToken(of: id)
                return console.say("no token of that login counts here")
            }
            let id = try desk.reading { lookup in
                guard let id = try lookup.actor(login: user), let view = lookup.record(id) else {
                    throw DeedProblem.noSuchUser
                }
                guard view[User.roles, each: User.Roles.role].contains(User.serviceRole) else {
                    throw TokenProblem.person
                }
                return id
            }
            let token = ServiceToken(for: id)
            try desk.keyFolder.write(token)
            console.line(token.text)
            console.say("good on this machine, for \(user), until another is made")
        }
    }
}

/// Why nobody gets a token.
enum TokenProblem: Error, Equatable, CustomStringConvertible {
    case person

    var description: String {
        "that user is a person, and people prove themselves by keys: a program's login is made "
            + "with `bridgework user add LOGIN --role service`"
    }
}
