import Errands

/// The page before the desk where people prove themselves, and what becomes of what they type.
struct SignIn: Sendable {
    private let people: Entrance.People
    private let gate: Gate
    private let rules: DoorRules
    /// Each proof takes scrypt's memory and a core for a moment.
    private let turns = PageTurns(most: WebLimits.proofsMax)
    private let pairs: AttemptLimit
    private let addresses: AttemptLimit
    private let logins: AttemptLimit

    init(
        _ people: Entrance.People, gate: Gate, rules: DoorRules,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.people = people
        self.gate = gate
        self.rules = rules
        // Somebody elsewhere who is wrong on purpose must not keep a person from his own desk: so
        // the strictest of the three looks at both.
        pairs = AttemptLimit(free: WebLimits.pairTries, now: now)
        addresses = AttemptLimit(free: WebLimits.addressTries, now: now)
        logins = AttemptLimit(free: WebLimits.loginTries, now: now)
    }

    /// The page for who is not known.
    func page(
        for request: WebRequest, title: String = "Who are you?", refusal: String? = nil,
        status: Int = 401
    ) -> WebAnswer {
        filled(request, ["title": title, "asksLogin": true], refusal, status)
    }

    /// The page for a session that nobody was at for a while.
    func locked(
        _ session: WebSession, _ person: Person, for request: WebRequest, refusal: String? = nil,
        status: Int = 401
    ) -> WebAnswer {
        filled(
            request,
            [
                "title": "Locked", "formKey": session.formKey, "login": person.login,
                "isLocked": true,
            ], refusal, status)
    }

    /// Somebody says who he is.
    func enter(_ request: WebRequest) async -> WebAnswer {
        guard request.method == .post, let login = request.form["login"],
            let passphrase = request.form.exactly("passphrase")
        else { return page(for: request) }
        switch await proof(login, passphrase, from: request.address) {
        case .proven(let person):
            return welcomed(person, request)
        case .refused(let words, let status):
            return page(for: request, refusal: words, status: status)
        }
    }

    /// Whoever locked a session comes back to it.
    func unlock(
        _ session: WebSession, _ person: Person, _ request: WebRequest
    ) async -> WebAnswer {
        guard request.method == .post, session.owns(request.form),
            let passphrase = request.form.exactly("passphrase")
        else { return locked(session, person, for: request) }
        switch await proof(person.login, passphrase, from: request.address) {
        case .proven(let proven):
            gate.leave(session)
            return welcomed(proven, request)
        case .refused(let words, let status):
            return locked(session, person, for: request, refusal: words, status: status)
        }
    }

    private enum Proof {
        case proven(Person)
        case refused(String, status: Int)
    }

    private func proof(
        _ login: String, _ passphrase: String, from address: String
    ) async -> Proof {
        let login = String(login.lowercased().prefix(64))
        let place = AddressText.shared(address)
        let pair = place + " " + login
        // An address that has to wait counts nowhere else, or it could make everybody wait by
        // inventing logins; and what one of the others refuses is not counted against the next.
        var wait = addresses.wait(place) ?? pairs.take(pair) ?? addresses.take(place)
        if wait == nil, let late = logins.take(login) {
            // Others have tried that login: nothing of it is this address's.
            pairs.giveBack(pair)
            addresses.giveBack(place)
            wait = late
        }
        if let wait {
            return .refused(
                "Too many tries. Wait \(SignIn.words(wait)) and try again.", status: 429)
        }
        let outcome = await turns.admit { await people.prove(login, passphrase) }
        if outcome == nil || outcome != .some(nil) {
            // Nobody was wrong.
            pairs.giveBack(pair)
            addresses.giveBack(place)
            logins.giveBack(login)
        }
        guard let outcome else {
            return .refused("The desk is at work. Try again in a moment.", status: 503)
        }
        guard let person = outcome else {
            return .refused(
                "That is not a login and its passphrase at this desk.", status: 401)
        }
        pairs.forgive(pair)
        return .proven(person)
    }

    private func welcomed(_ person: Person, _ request: WebRequest) -> WebAnswer {
        let key = gate.admit(person)
        return WebAnswer.see(SignIn.place(request.form["to"]))
            .setting(cookie: "\(rules.cookie)=\(key)\(rules.cookieBounds)")
    }

    /// The page that was asked for: one of this desk, never one that somebody wrote into a form.
    private static func place(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"),
            path.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "/-_.".contains($0)) })
        else { return "/" }
        return path
    }

    private func filled(
        _ request: WebRequest, _ given: [String: Any], _ refusal: String?, _ status: Int
    ) -> WebAnswer {
        var values = given
        values["place"] = people.place
        let asked = "/" + request.path.map { WebForm.encoded($0) }.joined(separator: "/")
        let isSignIn = request.method == .post
        values["to"] = SignIn.place(isSignIn ? request.form["to"] : asked)
        if let refusal { values["refusal"] = refusal }
        return .page(Template.signIn.filled(values).html, status: status)
    }

    private static func words(_ wait: Duration) -> String {
        let seconds = Int(wait.components.seconds) + 1
        return seconds < 90 ? "\(seconds) seconds" : "\((seconds + 59) / 60) minutes"
    }
}
