import ArgumentParser
import Merge
import Replica
import Store
import Sync

/// Why a record says what it says.
struct Explain: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell every value a record ever had: who, where, when, on what basis, and why.",
        discussion: ExplainOptions.discussion + """


            The hub is asked for the whole history; without a line, or with --offline, this \
            replica tells what it holds: what stands, and its own writes.
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var explain: ExplainOptions

    @Flag(help: "Do not ask the hub.")
    var offline = false

    func run(_ desk: Desk, _ console: Console) async throws {
        let (record, type, attributes) = try explain.found(in: desk.store)
        if !offline, let told = await told(of: record, desk, console) {
            let story = try RecordStory(told: told, store: desk.store, of: record, type)
            return try explain.show(story, attributes, source: "hub", to: console)
        }
        let story = try RecordStory(heldIn: desk.store, of: record, type)
        try explain.show(story, attributes, source: "here", to: console)
    }

    /// What the hub tells; `nil` where it cannot or will not.
    private func told(
        of record: RecordID, _ desk: Desk, _ console: Console
    ) async -> [HistoricWrite]? {
        let gathered = Gathered()
        do {
            try await HubLine(desk).ask(.recordHistory(record)) { gathered.take($0) }
            return gathered.answers.compactMap { answer in
                if case .historicWrite(let write) = answer { write } else { nil }
            }
        } catch {
            console.say("the hub did not tell: \(Failure(error).message)")
            console.say("this is what is held here")
            return nil
        }
    }
}
