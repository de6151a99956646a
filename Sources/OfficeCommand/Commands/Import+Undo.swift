import ArgumentParser
import Merge
import Replica
import Store
internal import Tables

extension Import {
    /// Takes one import back.
    struct Undo: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take one import back: what it wrote, and nobody has touched since.",
            discussion: """
                It works where the import was made, for its last \(ImportTrace.keptMax) imports; \
                without an id it lists them. Values go back to what stood before, and records that \
                the import made are marked as entered in error. What somebody wrote since stays as \
                it is and is listed; so do records that others name, and steps of a workflow. All \
                of it is one act in the history. --dry-run shows what would go back, and changes \
                nothing.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption
        @OptionGroup var output: ListingOptions

        @Argument(help: "A change set of the import, or the beginning or end of its id.")
        var id: String?

        @Flag(help: "Show what would go back, and change nothing.")
        var dryRun = false

        func validate() throws {
            guard id != nil || !dryRun else {
                throw ValidationError(
                    "Name the import that --dry-run is to look at: `bridgework import undo` lists "
                        + "them.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            guard let id else { return try list(desk, console) }
            let undone = try desk.undoImport(
                id, isDryRun: dryRun, actor: options.actor(at: desk),
                reason: why.reason.isEmpty ? "import undo" : why.reason)
            if dryRun { for place in undone.places { console.line("would go back: \(place)") } }
            for place in undone.kept { console.line("kept: \(place)") }
            guard !undone.places.isEmpty || undone.kept.isEmpty else {
                console.line("nothing was taken back")
                console.say("take back first what was written there since")
                throw ExitCode(Failure.refused)
            }
            console.line(
                (dryRun ? "would be: " : "") + "\(Counted(undone.removed, "record")) marked as "
                    + "entered in error, \(Counted(undone.restored, "value")) taken back, "
                    + "\(undone.kept.count) kept because somebody wrote there since")
            console.tell(undone.receipt, isRehearsed: dryRun)
        }

        private func list(_ desk: Desk, _ console: Console) throws {
            var listing = Table(["import", "at", "reason", "made", "changed"], of: "import")
            for done in try desk.imports() {
                listing.add([
                    .init(changeSet: done.line.id),
                    .init(done.claimedAt.map(Table.instant) ?? ""), .init(done.reason),
                    .init(done.line.made), .init(done.line.changed),
                ])
            }
            try output.print(listing, to: console)
        }
    }
}
