import Errands
package import Merge
internal import Tables

/// The desk in a browser: pages and forms over the errands of a clerk, which decides nothing.
///
/// A request passes the door's rules, then the gate, then goes to its page. Whatever is shown or
/// done is a command that the person could have typed; the words of a refusal are the terminal's.
package struct WebDesk: Sendable {
    private let reception: Reception
    private let gate: Gate
    private let rules: DoorRules
    private let turns = PageTurns()
    private let syncing = PageTurns(most: 1)
    private let clock: @Sendable () -> Timestamp

    package init(
        _ entrance: Entrance, gate: Gate, rules: DoorRules,
        clock: @escaping @Sendable () -> Timestamp,
        elapsed: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.reception = Reception(entrance, gate: gate, rules: rules, elapsed: elapsed)
        self.gate = gate
        self.rules = rules
        self.clock = clock
    }

    package func answer(_ request: WebRequest) async -> WebAnswer {
        if let refusal = rules.refusal(of: request) { return refusal }
        if let asset = Asset.named(request.path), request.method != .post { return asset }
        switch await reception.passage(request) {
        case .outside(let answer): return answer
        case .inside(let session, let clerk): return await answer(request, session, clerk)
        }
    }

    /// How much of a request's body is read, by its head: a file from who is known already, and of
    /// anybody else no more than a form.
    package func bytesMax(of head: WebRequest) -> Int {
        let isUpload =
            head.method == .post && head.path == ["imports"] && rules.refusal(of: head) == nil
        return isUpload && reception.knows(head)
            ? WebLimits.uploadBytesMax : WebLimits.bodyBytesMax
    }

    private func answer(
        _ request: WebRequest, _ session: WebSession, _ clerk: Clerk
    ) async -> WebAnswer {
        guard request.path != ["pulse"] else {
            return WebAnswer(200, type: "text/plain; charset=utf-8", clerk.pulse())
        }
        if request.path == ["changes"], request.method == .get {
            return .changes(changes(for: request, session))
        }
        let visit = PageRequest(clerk: clerk, session: session, request: request)
        guard request.method == .post else { return await admitted { await show(visit) } }
        guard session.owns(request.form) else {
            return .refused(403, "This form is not of this session: open the page again.")
        }
        // Whoever locks the desk does not wait for its pages.
        if request.path == ["leave"] { return reception.leave(session) }
        if request.path == ["lock"], session.person != nil { return reception.lock(session) }
        return await admitted { await take(visit) }
    }

    /// Tells a browser what changes for as long as it would be let in anew, and asks for no other.
    private func changes(for request: WebRequest, _ session: WebSession) -> ChangeStream {
        let number = gate.beginStream(of: session)
        return ChangeStream { [reception, gate] in
            guard case .inside(let session, let clerk) = await reception.passage(request),
                gate.hears(session, in: number)
            else { return nil }
            return clerk.pulse()
        }
    }

    private func admitted(_ make: () async -> WebAnswer) async -> WebAnswer {
        await turns.admit(make)
            ?? .refused(
                503, "The desk is at work on other pages. Nothing was done: try again in a moment.")
    }

    // MARK: Pages

    private func show(_ visit: PageRequest) async -> WebAnswer {
        let page = await page(visit)
        // A word is told once: to who looks, not to a program that asks for the heads alone.
        let word = visit.request.method == .get ? gate.takeWord(of: visit.session) : nil
        return await framed(page, visit, word: word)
    }

    private func framed(_ page: Page, _ visit: PageRequest, word: SavedWord? = nil) async
        -> WebAnswer
    {
        let made = Words.instant(Table.instant(clock()))
        return await visit.framed(page, made: made, word: word)
    }

    private func page(_ visit: PageRequest) async -> Page {
        if visit.clerk.place == .hub { return await HubPages.page(visit) }
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
        case ("appointments", 1): return await AppointmentsPage.page(visit)
        case ("lists", 2): return await ListsPage.page(visit)
        case ("coverages", 1): return await PatientsPage.coverages(visit)
        case ("waiting", 1): return await WaitingPage.list(visit)
        case ("waiting", 3): return await WaitingPage.held(visit)
        case ("reports", 1): return await ReportsPage.list(visit)
        case ("reports", 2): return await ReportsPage.report(visit)
        case ("health", 1): return await HealthPage.page(visit)
        case ("records", 3): return await RecordPage.page(visit)
        case ("do", 2): return await DeedPage.empty(visit)
        case ("imports", 1): return await ImportPage.empty(visit)
        case ("print", 2), ("print", 3): return await PrintPage.page(visit)
        default: return .missing(.today, "There is no such page.")
        }
    }

    // MARK: Forms

    private func take(_ visit: PageRequest) async -> WebAnswer {
        // What is decided at a hub is decided at its terminal.
        if visit.clerk.place == .hub {
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
        case ("print", 2), ("print", 3):
            return await framed(await PrintPage.page(visit), visit)
        case ("imports", 1): return await framed(await previewed(visit), visit)
        case ("imports", 2) where path[1] == "take":
            return await answered(await takenIn(visit), visit)
        case ("health", 2) where path[1] == "sync":
            return await answered(await synced(visit), visit)
        default: return await framed(.missing(.today, "There is no such form."), visit)
        }
    }

    private func previewed(_ visit: PageRequest) async -> Page {
        let upload = visit.request.file.map {
            gate.hold($0, visit.form, for: visit.session)
        }
        return await ImportPage.preview(visit, upload)
    }

    private func takenIn(_ visit: PageRequest) async -> FormOutcome {
        let upload = gate.takeUpload(of: visit.session, digest: visit.form["digest"])
        guard let upload else { return .page(await ImportPage.stale(visit)) }
        return await ImportPage.take(visit, upload)
    }

    /// One exchange with the hub at a time: a second would be taken for a clone of the first.
    private func synced(_ visit: PageRequest) async -> FormOutcome {
        let outcome = await syncing.admit { await HealthPage.sync(visit) }
        let words = "An exchange with the hub goes on already: look again in a moment."
        return outcome
            ?? .done(
                SavedWord(
                    title: words, reply: ErrandReply(code: 3, parts: [.said("error: " + words)])),
                next: "/health")
    }

    private func answered(_ outcome: FormOutcome, _ visit: PageRequest) async -> WebAnswer {
        switch outcome {
        case .page(let page): return await framed(page, visit)
        case .done(let word, let next):
            gate.keep(word, for: visit.session)
            return .see(next)
        }
    }
}
