import ArgumentParser
import Hub
import OfficeCommand

/// Draws the next secret for ids.
struct RenewSecret: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw a new secret for the ids of new records, after a machine was lost.",
        discussion: """
            Records that are named by what they are, such as the patient under a number, have ids \
            that only machines of their own scope can work out, so that nobody else writes under \
            one first. A machine in strange hands, above all a central one, gives that away: \
            `revoke` it, then draw a new secret.

            Each replica gets it with its next sync; live ones call again now. `status` says how \
            many have not called since. What stands keeps its id and is found by its number or \
            its cause. Two machines of one office of which one has it and the other not, and that \
            both import a new patient meanwhile, make two records, which `conflicts` shows as \
            duplicates: let all sync soon. Back the hub's store up afterwards: an earlier backup \
            brings the earlier secret back, and is to be followed by a new one.
            """)

    @OptionGroup var options: HubOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let version = try desk.renewSecret()
        console.line("secret for ids: version \(version)")
        console.say("each replica gets it with its next sync; back the hub's store up now")
    }
}
