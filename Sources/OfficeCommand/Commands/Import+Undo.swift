import ArgumentParser
import Merge
import Replica
import Store

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
                of it is one act in the history.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption
        @Option(help: "The list's form: table, json or csv.")
        var format: OutputFormat = .table

        @Argument(help: "A change set of the import, or the beginning or end of its id.")
        var id: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            guard let id else { return try list(desk, console) }
            let undone = try desk.undoImport(
                id, actor: options.actor(at: desk),
                reason: why.reason.isEmpty ? "import undo" : why.reason)
            for place in undone.kept { console.line("kept: \(place)") }
            console.line(
                "\(undone.removed) records marked as entered in error, \(undone.restored) values "
                    + "taken back, \(undone.kept.count) kept because somebody wrote there since")
            console.say(undone.receipt)
        }

        private func list(_ desk: Desk, _ console: Console) throws {
            var listing = Listing(["import", "at", "reason", "made", "changed"])
            for done in try desk.imports() {
                listing.add([
                    .init(changeSet: done.line.id),
                    .init(done.claimedAt.map(Listing.instant) ?? ""), .init(done.reason),
                    .init(done.line.made), .init(done.line.changed),
                ])
            }
            listing.print(format, to: console)
        }
    }
}
