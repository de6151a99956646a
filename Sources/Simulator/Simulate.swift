import ArgumentParser

/// Worlds of offices, networks and crashes, each grown from one seed.
@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Plays random worlds of offices and crashes; checks that nothing is lost.",
        discussion: """
            A world works and fails for a while, then heals, and must keep every promise. The same \
            seed plays the same world. Exit 0 when all did, 1 when one did not.
            """)

    @Option(help: "The one world to play.")
    var seed: UInt64?

    @Option(help: "A range of worlds to play, such as 1..1000, both ends included.")
    var seeds: SeedRange?

    @Option(help: "How many things happen before a world heals.")
    var events = 200

    @Option(help: "A planted bug that the checkers must find.")
    var mutant: Mutant?

    @Flag(help: "Print everything that happens.")
    var verbose = false

    func validate() throws {
        guard (seed == nil) != (seeds == nil) else {
            throw ValidationError("Give either --seed or --seeds.")
        }
        guard (1...100_000).contains(events) else {
            throw ValidationError("--events must be between 1 and 100000.")
        }
    }

    func run() throws {
        let range = seeds?.range ?? (seed ?? 0)...(seed ?? 0)
        print("simulate: seeds \(range.lowerBound)..\(range.upperBound), \(events) events each")
        var run = SeedRun(events: events, mutant: mutant, isVerbose: verbose)
        do {
            try run.play(range)
        } catch let failure as WorldFailure {
            print("FAILED \(failure)")
            print("replay: \(run.options(failure.seed).command) --verbose")
            throw ExitCode(1)
        }
        print(run.summary)
        guard run.isConvincing else { throw ExitCode(1) }
    }
}

extension Mutant: ExpressibleByArgument {}
