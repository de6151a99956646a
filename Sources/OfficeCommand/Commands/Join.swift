import ArgumentParser
import Merge
import Practice
import Replica

/// Makes this machine a replica.
struct Join: StoreCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Make this machine a replica, with a one-time token from `bridgework-hub invite`.",
        discussion: """
            The private key is made here and never leaves. A store whose certificate has expired \
            joins again with a new token and keeps all it holds.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The token, or - to read it from standard input.")
    var token: String

    func runHere(_ console: Console) async throws {
        let text = token == "-" ? (readLine() ?? "") : token
        let joining = Joining(
            try options.folder, schema: PracticeSchema.current, clock: SystemClock.now)
        // Here, because a token that was typed in cannot be read a second time.
        let replica = try await Patience.attempt { try await joining.join(token: text) }
        console.say("joined as replica \(replica); run `bridgework sync` to fetch the records")
        console.line(replica.description)
    }
}
