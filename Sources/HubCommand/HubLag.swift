import ArgumentParser
import Hub
import Merge
import OfficeCommand
internal import Records
import Sync
internal import Tables

/// How far behind the replicas were.
struct HubLag: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lag",
        abstract: "List how far behind each replica was, hour by hour, for the last two weeks.",
        discussion: """
            Of each hour in which the hub ran, the worst that was seen: how many records had \
            changed for the replica since it was last proven to hold what the hub holds for it. \
            More than 1,000 are not counted. An office that syncs by night grows through the day.

            JSON: replica, name, hour or day (UTC, its beginning), lag.
            """)

    enum Span: String, ExpressibleByArgument, CaseIterable {
        case hour, day
    }

    @OptionGroup var options: HubOptions

    @Option(help: "Only this replica, by its name or id.")
    var replica: String?

    @Option(help: "The worst of each hour or of each day.")
    var by: Span = .hour

    @OptionGroup var output: ListingOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        var listing = Table(["replica", "name", .init(by.rawValue), "lag"])
        try desk.store.read { transaction in
            let active = try transaction.registrations().filter { $0.revokedAt == nil }
            let wanted = active.filter { $0.isCalled(replica) }
            guard !wanted.isEmpty || replica == nil else { throw HubError.noSuchReplica }
            for registration in wanted {
                let id = registration.peer.replica
                let text = id.description
                let hours = try transaction.lagTrail(of: id).hours
                for (begin, lag) in by == .hour ? HubLag.each(hours) : HubLag.worst(hours) {
                    listing.add([
                        .init(text, table: String(text.suffix(8))), .init(registration.name), begin,
                        .init(lag),
                    ])
                }
            }
        }
        try output.print(listing, to: console)
    }

    private static func each(_ hours: [LagTrail.Hour]) -> [(Table.Cell, Int)] {
        hours.map { (.instant($0.at), $0.lag) }
    }

    private static func worst(_ hours: [LagTrail.Hour]) -> [(Table.Cell, Int)] {
        Dictionary(grouping: hours) { Day(of: $0.at) }
            .map { ($0.key, $0.value.map(\.lag).max() ?? 0) }
            .sorted { $0.0 < $1.0 }.map { (.day($0.0), $0.1) }
    }
}

extension Registration {
    /// Whether a word is its name or the end of its id; every replica is meant by no word.
    fileprivate func isCalled(_ word: String?) -> Bool {
        guard let word, !word.isEmpty else { return word == nil }
        return name == word || peer.replica.description.hasSuffix(word.lowercased())
    }
}
