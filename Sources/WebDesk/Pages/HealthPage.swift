import Errands
import Tables

/// How this replica stands: how far it is, what waits, what is wrong.
enum HealthPage {
    static func page(_ visit: PageRequest) async -> Page {
        let status = await visit.run(Errand("status"))
        let events = await visit.run(Errand("events"))
        let facts = status.tables.first?.table
        func fact(_ name: String) -> String {
            facts?.rows.first { $0[0].plain == name }?[1].brief ?? ""
        }
        // What it has of time, as `13, since …`, stands below in full.
        func count(_ name: String) -> String { String(fact(name).prefix { $0 != "," }) }
        let troubles = fact("troubles")
        let isWell = troubles == "none"
        var body = [
            Template.printing.filled([
                "action": "/health/sync", "button": "Sync now",
                "fields": [["name": WebSession.field, "value": visit.session.formKey]],
            ]),
            Blocks.notice(
                isWell ? .good : .bad, isWell ? "All is well." : "Something is wrong.",
                isWell ? [] : troubles.split(separator: ";").map(String.init)),
            Blocks.tiles([
                ("change sets not sent", count("pending"), "/health", tone(count("pending"))),
                ("change sets behind", fact("lag"), "/health", tone(fact("lag"))),
                ("conflicts", fact("conflicts"), "/conflicts", tone(fact("conflicts"))),
                ("proposals", fact("proposals"), "/waiting", tone(fact("proposals"))),
                ("in quarantine", fact("quarantine"), "/waiting", tone(fact("quarantine"))),
                ("days of certificate", fact("certificateDays"), "/health", .plain),
            ]),
        ]
        if let facts {
            body.append(Blocks.section("In full", [FactsView(facts).markup]))
        } else {
            body.append(Blocks.reply(status))
        }
        body.append(
            Blocks.section("Events", [Blocks.reply(events, nothing: "Nothing has happened.")]))
        return Page(
            "Health", .health,
            lead: "Last level with the hub: \(fact("level")). Proven equal: \(fact("equal")).", body
        )
    }

    /// One exchange with the hub, as `bridgework sync` does it.
    static func sync(_ visit: PageRequest) async -> FormOutcome {
        let reply = await visit.run(Errand("sync"))
        return .done(
            SavedWord(
                title: reply.isDone ? "Level with the hub" : "The exchange came to no end",
                reply: reply), next: "/health")
    }

    private static func tone(_ figure: String) -> Blocks.Tone {
        figure == "0" || figure.isEmpty ? .plain : .bad
    }
}
