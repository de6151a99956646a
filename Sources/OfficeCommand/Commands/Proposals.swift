import ArgumentParser
import Merge
import Practice
import Replica
import Store

/// Changes that offices ask for.
struct Proposals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, look at and decide changes that offices may not make themselves.",
        subcommands: [ListAll.self, ShowOne.self, Accept.self, Reject.self],
        defaultSubcommand: ListAll.self)

    /// What waits, or all.
    struct ListAll: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List proposals that wait; --all for decided ones too.",
            discussion: "JSON: id, status, type, record, attribute, office, reason.")

        @OptionGroup var options: DeskOptions

        @Flag(help: "Also those that were decided.")
        var all = false

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            var listing = Listing([
                "id", "status", "type", "record", "attribute", "office", "reason",
            ])
            for proposal in try desk.proposals() where all || proposal.status.isUndecided {
                let write = proposal.request.write
                listing.add([
                    Conflicts.short(proposal.id), .init(proposal.status.rawValue),
                    .init(write.type), Conflicts.short(write.record), .init(write.attribute),
                    proposal.request.office.map { Conflicts.short($0) } ?? .init("", json: "null"),
                    .init(proposal.request.reason),
                ])
            }
            listing.print(format, to: console)
            if format == .table { console.say("\(listing.count) proposals") }
        }
    }

    /// One, with the value it asks for.
    struct ShowOne: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show what a proposal asks for, beside what stands now.",
            discussion: "JSON: what (proposed or current) and value by field name.")

        @OptionGroup var options: DeskOptions

        @Argument(help: "The proposal's id or the end of it.")
        var id: String

        @Option(help: "table, json or csv.")
        var format: OutputFormat = .table

        func run(_ desk: Desk, _ console: Console) async throws {
            let write = try desk.proposal(id).request.write
            let attribute = try desk.type(named: write.type)[write.attribute]
            let spell = { (bytes: Bytes?) -> String in
                guard let bytes, let attribute else { return "null" }
                return CellText.fields(Entry.decoded(bytes), attribute.fields)
            }
            var listing = Listing(["what", "attribute", "value"])
            let proposed = spell(write.value)
            listing.add([
                .init("proposed"), .init(write.attribute), .init(proposed, json: proposed),
            ])
            let standing = try desk.store.read { try $0.view(of: write.record) }
            for entry in standing?.entries(of: write.attribute) ?? []
            where entry.key == write.key {
                let value = spell(entry.value)
                listing.add([
                    .init("current"), .init(write.attribute), .init(value, json: value),
                ])
            }
            listing.print(format, to: console)
        }
    }

    /// Yes.
    struct Accept: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write what the proposal asks for, on a central replica.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption

        @Argument(help: "The proposal's id or the end of it.")
        var id: String

        @Flag(help: "Also where the record changed since it was asked for.")
        var anyway = false

        func run(_ desk: Desk, _ console: Console) async throws {
            let (proposal, receipt) = try desk.accept(
                id, anyway: anyway, actor: options.actor(at: desk), reason: why.reason)
            console.line(proposal.request.write.record.description)
            console.say(receipt)
        }
    }

    /// No.
    struct Reject: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decline a proposal, on a central replica.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var why: ReasonOption

        @Argument(help: "The proposal's id or the end of it.")
        var id: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let (proposal, receipt) = try desk.reject(
                id, actor: options.actor(at: desk), reason: why.reason)
            console.line(proposal.id.description)
            console.say(receipt)
        }
    }
}
