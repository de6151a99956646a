import Errands

/// Stands before the pages: lets in who opened the link or proved himself, and nobody else.
struct Reception: Sendable {
    /// Whether somebody is let in, and for whom the desk works then.
    enum Passage {
        case inside(WebSession, Clerk)
        case outside(WebAnswer)
    }

    private let entrance: Entrance
    private let gate: Gate
    private let rules: DoorRules
    /// `nil` where a link opens the desk.
    private let signIn: SignIn?

    /// - Parameter elapsed: the time by which tries are counted.
    init(
        _ entrance: Entrance, gate: Gate, rules: DoorRules,
        elapsed: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.entrance = entrance
        self.gate = gate
        self.rules = rules
        if case .people(let people) = entrance {
            signIn = SignIn(people, gate: gate, rules: rules, now: elapsed)
        } else {
            signIn = nil
        }
    }

    /// Who a request comes from, and whether he is let in; asked anew for each.
    func passage(_ request: WebRequest) async -> Passage {
        let session = gate.session(
            request.cookie(rules.cookie), isClick: ![["pulse"], ["changes"]].contains(request.path))
        switch entrance {
        case .link(let clerk, let lockedOut):
            if request.path.first == "enter" { return .outside(enter(request, lockedOut)) }
            guard let session, session.person == nil else {
                return .outside(locked(for: request, lockedOut))
            }
            return .inside(session, clerk)
        case .people(let people):
            guard let signIn else { return .outside(.refused(503, "The desk is being opened.")) }
            return await passage(request, session, people, signIn)
        }
    }

    private static var mute: WebAnswer {
        .refused(503, "The store cannot be asked now: try again in a moment.")
    }

    private func passage(
        _ request: WebRequest, _ session: WebSession?, _ people: Entrance.People, _ signIn: SignIn
    ) async -> Passage {
        guard let session, let person = session.person else {
            let isForm = request.path == ["sign-in"]
            return .outside(isForm ? await signIn.enter(request) : signIn.page(for: request))
        }
        // Before anything else, each time: whoever was shut out since is out now.
        guard let stands = people.stands(person) else {
            return .outside(Reception.mute)
        }
        guard stands else {
            gate.leave(session)
            return .outside(
                signIn.page(
                    for: request, refusal: "This key or this login counts no more. Ask an admin."))
        }
        guard !session.isLocked else {
            return .outside(
                request.path == ["unlock"]
                    ? await signIn.unlock(session, person, request)
                    : request.path == ["leave"] && session.owns(request.form)
                        ? leave(session) : signIn.locked(session, person, for: request))
        }
        guard let clerk = people.clerk(person) else {
            return .outside(Reception.mute)
        }
        // A browser that is known already, or two forms of one page.
        if request.path == ["sign-in"] || request.path == ["unlock"] { return .outside(.see("/")) }
        return .inside(session, clerk)
    }

    private func enter(_ request: WebRequest, _ lockedOut: () -> Void) -> WebAnswer {
        guard request.method == .get, request.path.count == 2,
            let key = gate.enter(request.path[1])
        else { return locked(for: request, title: "This link was used, or is old", lockedOut) }
        return WebAnswer.see("/").setting(cookie: "\(rules.cookie)=\(key)\(rules.cookieBounds)")
    }

    /// Whether a request's head is of somebody who would be let in.
    func knows(_ head: WebRequest) -> Bool {
        guard let session = gate.session(head.cookie(rules.cookie), isClick: false),
            !session.isLocked
        else { return false }
        switch entrance {
        case .link: return session.person == nil
        case .people(let people): return session.person.flatMap(people.stands) == true
        }
    }

    /// Has the person prove himself again before he goes on.
    func lock(_ session: WebSession) -> WebAnswer {
        gate.lock(session)
        return WebAnswer.see("/").clearingCache
    }

    /// Ends a session.
    func leave(_ session: WebSession) -> WebAnswer {
        gate.leave(session)
        return WebAnswer.see("/")
            .setting(cookie: "\(rules.cookie)=\(rules.cookieBounds); Max-Age=0")
            .clearingCache
    }

    private func locked(
        for request: WebRequest, title: String = "This desk is locked", _ lockedOut: () -> Void
    ) -> WebAnswer {
        if request.isTyped, !gate.hasLink { lockedOut() }
        let words = "A browser is known until it has been idle for half an hour."
        return .page(
            Template.locked.filled(["title": title, "words": words]).html, status: 401)
    }
}
