import Errands
import Tables

/// Every list of the terminal that has no page of its own.
enum ListsPage {
    /// One list: the command, and what its rows are.
    struct Listing: Sendable {
        let name: String
        let title: String
        let verbs: [String]
        /// The type of record that a row's `id` names.
        let type: String
    }

    static let all = [
        Listing(name: "cases", title: "Cases", verbs: ["case", "list"], type: "enrollment"),
        Listing(
            name: "notices", title: "Notices to payors", verbs: ["notice", "list"],
            type: "payor_notice"),
        Listing(name: "tasks", title: "Tasks", verbs: ["task", "list"], type: "task"),
        Listing(
            name: "documents", title: "Documents", verbs: ["document", "list"], type: "document"),
        Listing(
            name: "contacts", title: "Contacts with payors", verbs: ["contact", "list"],
            type: "contact_log"),
        Listing(
            name: "connections", title: "Connections to payors", verbs: ["connection", "list"],
            type: "payor_connection"),
        Listing(
            name: "connection-gaps", title: "What keeps transactions from payors",
            verbs: ["connection", "gaps"], type: "payor_connection"),
        Listing(name: "claims", title: "Claims", verbs: ["claim", "list"], type: "claim"),
        Listing(
            name: "secondary", title: "Claims for a second plan", verbs: ["claim", "secondary"],
            type: "claim"),
        Listing(
            name: "remittances", title: "Remittances", verbs: ["remittance", "list"],
            type: "remittance"),
        Listing(
            name: "unmatched", title: "Payments that nobody could match",
            verbs: ["remittance", "waiting"], type: "claim_payment"),
        Listing(
            name: "answers", title: "Answers that nobody could match", verbs: ["answer", "list"],
            type: "waiting_answer"),
        Listing(
            name: "denials", title: "Denials", verbs: ["denial", "list"], type: "claim_payment"),
        Listing(
            name: "receivables", title: "Receivables", verbs: ["receivable", "list"],
            type: "receivable"),
        Listing(name: "users", title: "Users", verbs: ["user", "list"], type: "user"),
    ]

    /// Where each of them is.
    static var links: [(name: String, href: String)] {
        [("Appointments", "/appointments")] + all.map { ($0.title, "/lists/" + $0.name) }
    }

    static func page(_ visit: PageRequest) async -> Page {
        guard let listing = all.first(where: { $0.name == visit.part(1) }) else {
            return .missing(.reports, "There is no such list.")
        }
        let reply = await visit.run(Errand(verbs: listing.verbs))
        return Page(
            listing.title, .reports, tab: "List", lead: "What is open, as the terminal lists it.",
            trail: ("Reports", "/reports"), status: reply.isDone ? 200 : 404,
            [
                Blocks.reply(reply, title: listing.title, nothing: "None.") { column, cell, _ in
                    column == "id" && !cell.isBlank
                        ? Links.record(listing.type, cell.plain) : Links.cell(column, cell)
                }
            ])
    }
}
