package import Errands
package import Merge
internal import Tables

/// The desk in a browser: pages and forms over the errands of a clerk, which decides nothing.
///
/// A request passes the door's rules, then the gate, then goes to its page. Whatever is shown or
/// done is a command that the person could have typed; the words of a refusal are the terminal's.
package struct WebDesk: Sendable {
    private let clerk: Clerk
    private let gate: Gate
    private let rules: DoorRules
    private let admission = Admission()
    private let clock: @Sendable () -> Timestamp
    /// Told when somebody typed the desk's address, stands before the gate, and no link waits.
    private let lockedOut: @Sendable () -> Void

    package init(
        _ clerk: Clerk, gate: Gate, rules: DoorRules, clock: @escaping @Sendable () -> Timestamp,
        lockedOut: @escaping @Sendable () -> Void
    ) {
        self.clerk = clerk
        self.gate = gate
        self.rules = rules
        self.clock = clock
        self.lockedOut = lockedOut
    }

    package func answer(_ request: WebRequest) async -> WebAnswer {
        if let refusal = rules.refusal(of: request) { return refusal }
        if let asset = Asset.named(request.path), request.method != .post { return asset }
        let isPulse = request.path == ["pulse"]
        if request.path.first == "enter" { return enter(request) }
        guard let session = gate.session(request.cookie(rules.cookie), isClick: !isPulse) else {
            return locked(for: request)
        }
        guard !isPulse else {
            return WebAnswer(200, type: "text/plain; charset=utf-8", clerk.pulse())
        }
        guard request.method == .post else {
            return await admitted {
                await show(Visit(clerk: clerk, session: session, request: request))
            }
        }
        guard session.owns(request.form) else {
            return .refused(403, "This form is not of this session: open the page again.")
        }
        let visit = Visit(clerk: clerk, session: session, request: request)
        // Whoever locks the desk does not wait for its pages.
        if request.path == ["leave"] { return leave(visit) }
        return await admitted { await take(visit) }
    }

    private func admitted(_ make: () async -> WebAnswer) async -> WebAnswer {
        await admission.admit(make)
            ?? .refused(
                503, "The desk is at work on other pages. Nothing was done: try again in a moment.")
    }

    // MARK: The gate

    private func enter(_ request: WebRequest) -> WebAnswer {
        guard request.method == .get, request.path.count == 2,
            let key = gate.enter(request.path[1])
        else { return locked(for: request, title: "This link was used, or is old") }
        return WebAnswer.see("/").setting(
            cookie: "\(rules.cookie)=\(key); Path=/; HttpOnly; SameSite=Strict")
    }

    private func leave(_ visit: Visit) -> WebAnswer {
        gate.leave(visit.session)
        return WebAnswer.see("/")
            .setting(
                cookie: "\(rules.cookie)=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
            )
            .clearingCache
    }

    private func locked(
        for request: WebRequest, title: String = "This desk is locked"
    ) -> WebAnswer {
        if request.isTyped, !gate.hasLink { lockedOut() }
        let words = "A browser is known until it has been idle for half an hour."
        return .page(
            Template.locked.filled(["title": title, "words": words]).html, status: 401)
    }

    // MARK: Pages

    private func show(_ visit: Visit) async -> WebAnswer {
        let page = await page(visit)
        // A word is told once: to who looks, not to a program that asks for the heads alone.
        let word = visit.request.method == .get ? gate.takeWord(of: visit.session) : nil
        return await framed(page, visit, word: word)
    }

    private func framed(_ page: Page, _ visit: Visit, word: SavedWord? = nil) async -> WebAnswer {
        let made = Words.instant(Table.instant(clock()))
        return await visit.framed(page, made: made, word: word)
    }

    private func page(_ visit: Visit) async -> Page {
        if clerk.place == .hub { return await HubPages.page(visit) }
        let path = visit.request.path
        switch (path.first ?? "", path.count) {
        case ("", 0): return await TodayPage.page(visit)
        case ("conflicts", 1): return await ConflictsPage.page(visit)
        case ("conflicts", 2) where path[1] == "many": return await ConflictsPage.many(visit)
        case ("conflicts", 2) where path[1] == "settled":
            return await ConflictsPage.settled(visit)
        case ("conflicts", 2): return await ConflictPage.page(visit)
        case ("matrix", 1): return await MatrixPage.page(visit)
        case ("doctors", 1): return await DoctorsPage.list(visit)
        case ("doctors", 2): return await DoctorsPage.doctor(visit)
        case ("moves", 2): return await DoctorsPage.run(visit)
        case ("fees", 1): return await FeesPage.list(visit)
        case ("fees", 2): return await FeesPage.schedule(visit)
        case ("contracts", 1): return await ContractsPage.list(visit)
        case ("contracts", 2): return await ContractsPage.contract(visit)
        case ("patients", 1): return await PatientsPage.list(visit)
        case ("patients", 2): return await PatientsPage.patient(visit)
        case ("coverages", 1): return await PatientsPage.coverages(visit)
        case ("waiting", 1): return await WaitingPage.list(visit)
        case ("waiting", 3): return await WaitingPage.held(visit)
        case ("reports", 1): return await ReportsPage.list(visit)
        case ("reports", 2): return await ReportsPage.report(visit)
        case ("health", 1): return await HealthPage.page(visit)
        case ("records", 3): return await RecordPage.page(visit)
        case ("do", 2): return await DeedPage.empty(visit)
        default: return .missing(.today, "There is no such page.")
        }
    }

    // MARK: Forms

    private func take(_ visit: Visit) async -> WebAnswer {
        // What is decided at a hub is decided at its terminal.
        if clerk.place == .hub {
            return await framed(.missing(.replicas, "There is no such form."), visit)
        }
        let path = visit.request.path
        switch (path.first ?? "", path.count) {
        case ("doctors", 1), ("patients", 1):
            return await framed(await page(visit), visit)
        case ("conflicts", 2) where path[1] == "many":
            return await framed(await ConflictsPage.many(visit), visit)
        case ("conflicts", 2) where path[1] == "undo":
            return await answered(await ConflictPage.undo(visit), visit)
        case ("conflicts", 2): return await answered(await ConflictPage.settle(visit), visit)
        case ("conflicts", 3): return await answered(await ConflictPage.care(for: visit), visit)
        case ("do", 2): return await answered(await DeedPage.filled(visit), visit)
        default: return await framed(.missing(.today, "There is no such form."), visit)
        }
    }

    private func answered(_ outcome: FormOutcome, _ visit: Visit) async -> WebAnswer {
        switch outcome {
        case .page(let page): return await framed(page, visit)
        case .done(let word, let next):
            gate.keep(word, for: visit.session)
            return .see(next)
        }
    }
}
