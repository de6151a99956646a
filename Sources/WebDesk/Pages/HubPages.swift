import Errands
import Merge
import Tables

/// The hub's own pages: how all replicas stand, how the hub stands, what happened.
///
/// They show and decide nothing: what an operator does at a hub is done at its terminal.
enum HubPages {
    static func page(_ visit: PageRequest) async -> Page {
        let path = visit.request.path
        switch (path.first ?? "", path.count) {
        case ("", 0): return await ReplicasPage.list(visit)
        case ("replicas", 2): return await ReplicasPage.replica(visit)
        case ("hub", 1): return await hub(visit)
        case ("events", 1): return await events(visit)
        default: return .missing(.replicas, "There is no such page.")
        }
    }

    private static func hub(_ visit: PageRequest) async -> Page {
        let status = await visit.run(Errand("status"))
        guard let facts = status.tables.first?.table else {
            return Page("Hub", .hub, [Blocks.reply(status)])
        }
        let troubles = facts.rows.first { $0[0].plain == "troubles" }?[1].brief ?? ""
        let isWell = troubles == "none"
        return Page(
            "Hub", .hub, lead: "How the hub itself stands.",
            [
                Blocks.notice(
                    isWell ? .good : .bad, isWell ? "All is well." : "Something is wrong.",
                    isWell ? [] : troubles.split(separator: ";").map(String.init)),
                Blocks.section("In full", [FactsView(facts).markup]),
            ])
    }

    private static func events(_ visit: PageRequest) async -> Page {
        let reply = await visit.run(Errand("events"))
        return Page(
            "Events", .events, lead: "What happened at the hub, the last at the end.",
            [Blocks.reply(reply, nothing: "Nothing has happened.")])
    }
}
