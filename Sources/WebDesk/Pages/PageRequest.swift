import Errands
import Merge
import Tables

/// Somebody at a page: who asks what, and by whom it is done.
struct PageRequest: Sendable {
    let clerk: Clerk
    let session: WebSession
    let request: WebRequest

    var query: WebForm { request.query }
    var form: WebForm { request.form }

    func run(_ errand: Errand) async -> ErrandReply { await clerk.run(errand) }

    /// The day that a page looks from: the one asked for, or the desk's own.
    var day: String? { query["day"] ?? clerk.today()?.description }

    /// The part of the path at a place; blank where the path is shorter.
    func part(_ place: Int) -> String {
        request.path.indices.contains(place) ? request.path[place] : ""
    }
}

/// What a page says, before the frame is put around it.
struct Page: Sendable {
    let title: String
    /// What the browser calls it, and keeps in its history: no value of a record, which a
    /// `StaticString` cannot hold; the place's name where there is none.
    var tab: StaticString?
    var lead: String?
    /// The page above it.
    var trail: (name: String, href: String)?
    /// Which of the pages in the heading it belongs to.
    let place: Place
    var status = 200
    let body: Markup

    enum Place: String, CaseIterable, Sendable {
        case today, conflicts, matrix, doctors, fees, contracts, patients, waiting, reports, health
        case replicas, hub, events

        /// The pages in the heading of a desk, in their order.
        static func all(at place: Clerk.Place) -> [Place] {
            switch place {
            case .hub: [.replicas, .hub, .events]
            case .office: allCases.filter { !all(at: .hub).contains($0) }
            }
        }

        var href: String { [.today, .replicas].contains(self) ? "/" : "/" + rawValue }
        var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    }

    init(
        _ title: String, _ place: Place, tab: StaticString? = nil, lead: String? = nil,
        trail: (name: String, href: String)? = nil, status: Int = 200, _ body: [Markup]
    ) {
        self.title = title
        self.place = place
        self.tab = tab
        self.lead = lead
        self.trail = trail
        self.status = status
        self.body = Markup(body)
    }

    /// What is nowhere.
    static func missing(_ place: Place = .today, _ words: String) -> Page {
        Page("Not found", place, status: 404, [Blocks.notice(.bad, nil, [words])])
    }
}

extension PageRequest {
    /// What waits for a person, by the pages on which it does.
    private func counts() async -> [Page.Place: Int] {
        guard clerk.place == .office else { return [:] }
        let facts = await run(Errand("status")).tables.first?.table.rows ?? []
        func count(_ names: String...) -> Int {
            facts.filter { names.contains($0[0].plain) }.reduce(0) { $0 + (Int($1[1].plain) ?? 0) }
        }
        return [
            .conflicts: count("conflicts"),
            .waiting: count("proposals", "custody", "quarantine"),
        ]
    }

    /// The page in its frame.
    func framed(_ page: Page, made: String, word: SavedWord?) async -> WebAnswer {
        let counts = await counts()
        let pages: [[String: Any]] = Page.Place.all(at: clerk.place).map { place in
            var values: [String: Any] = [
                "name": place.name, "href": place.href, "isHere": place == page.place,
            ]
            if let count = counts[place], count > 0 { values["count"] = String(count) }
            return values
        }
        var values: [String: Any] = [
            "title": page.title, "tab": page.tab?.description ?? page.place.name, "pages": pages,
            "who": clerk.title,
            "isProven": session.person != nil,
            "formKey": session.formKey, "pulse": clerk.pulse(), "body": page.body.html,
            "made": made, "word": word.map { shown($0).html } ?? "",
        ]
        if let lead = page.lead { values["lead"] = lead }
        if let trail = page.trail { values["trail"] = ["name": trail.name, "href": trail.href] }
        return .page(Template.layout.filled(values).html, status: page.status)
    }

    private func shown(_ word: SavedWord) -> Markup {
        var values: [String: Any] = [
            "tone": word.reply.isDone ? "good" : "bad",
            "role": word.reply.isDone ? "status" : "alert", "title": word.title,
            "lines": word.reply.refusal.map(Blocks.lines)
                ?? (word.reply.lines.filter { !Links.isID($0) } + word.reply.said),
            "inside": Markup(word.reply.tables.map { TableView($0).markup }).html,
            "formKey": session.formKey,
        ]
        if let undo = word.undo { values["undo"] = undo }
        return Template.notice.filled(values)
    }
}

/// What became of a posted form.
enum FormOutcome {
    /// The form again, with a refusal or an answer beside it.
    case page(Page)
    /// Done: what to say, and where it goes on.
    case done(SavedWord, next: String)
}
