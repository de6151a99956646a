import ArgumentParser
import Merge
import Replica
import Store

/// Whether the store is sound.
struct Verify: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the database and read every record; exit 1 if anything is wrong.",
        discussion: """
            Reads every stored record, compares it with its digest, and all of them with what the \
            hub last confirmed; and names the keys that others on this machine can reach. \
            --repair forgets the records that are damaged, so that the next `bridgework sync` \
            brings them back from the hub, draws readable rows anew, and builds every index anew; \
            what was written here and not yet sent is never forgotten. Where the tables \
            themselves cannot be read, `bridgework salvage` says what to do.
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "Forget damaged records; the next sync brings them back.")
    var repair = false

    func run(_ desk: Desk, _ console: Console) async throws {
        if repair {
            let damaged = try desk.store.rebuildIndexes()
            if !damaged.isEmpty {
                console.say(
                    "made \(Counted(damaged.count, "table")) anew, whose indexes could not be read")
            }
            let (forgotten, redrawn) = try desk.store.forgetDamagedRecords(at: desk.now)
            for record in forgotten { console.line("forgot record \(record)") }
            if redrawn > 0 { console.line("drew \(redrawn) readable rows anew") }
            if !forgotten.isEmpty {
                console.say("run `bridgework sync` to get them back from the hub")
                return
            }
        }
        let exposed = desk.store.folder.exposed.map(\.description)
        let problems = try desk.store.integrityProblems() + exposed
        for problem in problems { console.line(problem) }
        guard problems.isEmpty else { throw ExitCode(1) }
        console.line("ok")
    }
}
