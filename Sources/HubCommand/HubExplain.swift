import ArgumentParser
import Hub
import Merge
import OfficeCommand

/// Why a record says what it says, from the whole history.
struct HubExplain: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell every value a record ever had: who, where, when, on what basis, and why.",
        discussion: ExplainOptions.discussion)

    @OptionGroup var options: HubOptions
    @OptionGroup var explain: ExplainOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let (record, type, attributes) = try explain.found(in: desk.archive)
        let story = try RecordStory(heldIn: desk.archive, of: record, type)
        try explain.show(story, attributes, source: "hub", to: console)
    }
}
