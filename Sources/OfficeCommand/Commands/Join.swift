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
            joins again with a new token and keeps all it holds; one whose certificate still holds \
            does so only with --again, after the hub revoked it or where it is a copy of another's.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The token, or - to read it from standard input.")
    var token: String

    @Flag(help: "Join anew though this store's certificate still holds.")
    var again = false

    @OptionGroup var sealing: SealOptions

    func runHere(_ console: Console) async throws {
        let text = token == "-" ? (readLine() ?? "") : token
        let folder = try options.folder
        try sealing.prepare(folder, console)
        let joining = Joining(
            folder, schema: PracticeSchema.current, clock: SystemClock.now)
        // Here, because a token that was typed in cannot be read a second time.
        let joined = try await Patience.attempt {
            try await joining.join(token: text, again: again)
        } while: {
            Patience.isHeld($0) || Patience.isRefused($0)
        }
        let replica = joined.replica
        console.say("joined as replica \(replica); run `bridgework sync` to fetch the records")
        if let before = joined.before, before != replica {
            console.say(
                "it was replica \(before), which the hub goes on expecting unless the invitation "
                    + "named this machine: where no other machine uses it, have the operator run "
                    + "`bridgework-hub revoke \(before)`")
        }
        console.line(replica.description)
    }
}
