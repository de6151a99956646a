package import Errands
import Synchronization

/// Who has opened the desk: a link that works once, then a session until nobody clicks any more.
package final class Gate: Sendable {
    private struct State {
        var link: (digest: Secret.Digest, until: ContinuousClock.Instant)?
        var sessions: [Secret.Digest: Session] = [:]
    }

    private struct Session {
        let formKey: String
        let began: ContinuousClock.Instant
        var seen: ContinuousClock.Instant
        var word: SavedWord?
        /// Who proved himself; `nil` for whoever opened a link.
        var person: Person?
        var isLocked = false
        /// Which of its streams of changes is the latest.
        var stream = 0
        /// What was handed over and looked at.
        var upload: HeldUpload?
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> ContinuousClock.Instant

    package init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.now = now
    }

    /// A new link's secret; the one before it, if nobody used it, opens nothing any more.
    package func link() -> String {
        let secret = Secret()
        let until = now() + WebLimits.linkDuration
        state.withLock { $0.link = (secret.digest, until) }
        return secret.text
    }

    /// Whether a link waits to be opened.
    package var hasLink: Bool {
        let now = now()
        return state.withLock { $0.link.map { $0.until > now } ?? false }
    }

    /// Takes a link's secret for a session.
    ///
    /// - Returns: what the browser keeps as its cookie; `nil` for a link that was used or is old.
    package func enter(_ secret: String) -> String? {
        let now = now()
        let key = Secret()
        return state.withLock { state in
            guard let link = state.link, link.until > now,
                link.digest == Secret.Digest(of: secret)
            else { return nil }
            state.link = nil
            Gate.sweep(&state, now)
            Gate.leaveRoom(in: &state, beside: WebLimits.sessionsMax) { _ in true }
            state.sessions[key.digest] = Session(
                formKey: Secret().text, began: now, seen: now, word: nil)
            return key.text
        }
    }

    /// A session for who has proven himself.
    ///
    /// - Returns: what the browser keeps as its cookie.
    package func admit(_ person: Person) -> String {
        let now = now()
        let key = Secret()
        state.withLock { state in
            Gate.sweep(&state, now)
            Gate.leaveRoom(in: &state, beside: WebLimits.sessionsPerPerson) {
                $0.person?.user == person.user
            }
            Gate.leaveRoom(in: &state, beside: WebLimits.peopleSessionsMax) { _ in true }
            state.sessions[key.digest] = Session(
                formKey: Secret().text, began: now, seen: now, word: nil, person: person)
        }
        return key.text
    }

    /// Has the person prove himself again before he goes on.
    package func lock(_ session: WebSession) {
        state.withLock { $0.sessions[session.digest]?.isLocked = true }
    }

    /// The sessions of which nobody was at longest go, until one more has room.
    private static func leaveRoom(
        in state: inout State, beside most: Int, _ counts: (Session) -> Bool
    ) {
        while true {
            let counted = state.sessions.filter { counts($0.value) }
            guard counted.count >= most,
                let oldest = counted.min(by: { $0.value.seen < $1.value.seen })
            else { return }
            state.sessions[oldest.key] = nil
        }
    }

    /// The session of a cookie.
    ///
    /// - Parameter isClick: whether somebody is at the desk; a page that asks by itself is nobody.
    package func session(_ cookie: String?, isClick: Bool = true) -> WebSession? {
        guard let cookie else { return nil }
        let now = now()
        let digest = Secret.Digest(of: cookie)
        return state.withLock { state in
            Gate.sweep(&state, now)
            guard let session = state.sessions[digest] else { return nil }
            if isClick, !session.isLocked { state.sessions[digest]?.seen = now }
            return WebSession(
                digest: digest, formKey: session.formKey, person: session.person,
                isLocked: session.isLocked)
        }
    }

    /// Begins a stream of changes; the session's one before is over.
    ///
    /// - Returns: its number.
    func beginStream(of session: WebSession) -> Int {
        state.withLock { state in
            state.sessions[session.digest]?.stream += 1
            return state.sessions[session.digest]?.stream ?? 0
        }
    }

    /// Whether that stream is the session's latest.
    func hears(_ session: WebSession, in stream: Int) -> Bool {
        state.withLock { $0.sessions[session.digest]?.stream == stream }
    }

    /// Ends a session: its cookie opens nothing any more.
    package func leave(_ session: WebSession) {
        state.withLock { $0.sessions[session.digest] = nil }
    }

    /// Keeps what became of a form until the session's next page shows it.
    package func keep(_ word: SavedWord, for session: WebSession) {
        state.withLock { $0.sessions[session.digest]?.word = word }
    }

    /// What became of the session's last form, told once.
    package func takeWord(of session: WebSession) -> SavedWord? {
        state.withLock { state in
            defer { state.sessions[session.digest]?.word = nil }
            return state.sessions[session.digest]?.word
        }
    }

    /// Holds a file until it is taken in; one for a session, and few in all.
    ///
    /// - Returns: what is held.
    func hold(_ file: ErrandFile, _ form: WebForm, for session: WebSession) -> HeldUpload {
        let upload = HeldUpload(file, form, since: now())
        state.withLock { state in
            state.sessions[session.digest]?.upload = upload
            while true {
                let held = state.sessions.compactMap { digest, session in
                    session.upload.map { (digest, $0.since) }
                }
                guard held.count > WebLimits.uploadsMax,
                    let oldest = held.min(by: { $0.1 < $1.1 })
                else { return }
                state.sessions[oldest.0]?.upload = nil
            }
        }
        return upload
    }

    /// What a session holds, which is then held no longer.
    ///
    /// - Parameter digest: of the bytes that somebody looked at; nothing for any other.
    func takeUpload(of session: WebSession, digest: String?) -> HeldUpload? {
        let now = now()
        return state.withLock { state in
            guard let upload = state.sessions[session.digest]?.upload, upload.digest == digest,
                upload.since + WebLimits.uploadHeldDuration > now
            else { return nil }
            state.sessions[session.digest]?.upload = nil
            return upload
        }
    }

    private static func sweep(_ state: inout State, _ now: ContinuousClock.Instant) {
        for (digest, session) in state.sessions {
            let isPersons = session.person != nil
            let idle =
                isPersons ? WebLimits.lockedDuration : WebLimits.sessionIdleDuration
            guard session.seen + idle > now, session.began + WebLimits.sessionDuration > now else {
                state.sessions[digest] = nil
                continue
            }
            if let upload = session.upload,
                upload.since + WebLimits.uploadHeldDuration <= now
            {
                state.sessions[digest]?.upload = nil
            }
            if isPersons, session.seen + WebLimits.lockDuration <= now {
                state.sessions[digest]?.isLocked = true
            }
        }
    }
}

/// A browser that opened the desk.
package struct WebSession: Sendable {
    let digest: Secret.Digest
    /// What every form of its pages carries.
    package let formKey: String
    /// Who proved himself; `nil` for whoever opened a link.
    let person: Person?
    /// Whether that is to be done again first.
    let isLocked: Bool

    /// Whether a form comes from a page that was made for this session.
    package func owns(_ form: WebForm) -> Bool {
        guard let key = form[WebSession.field] else { return false }
        return Secret.Digest(of: key) == Secret.Digest(of: formKey)
    }

    package static let field = "formKey"
}

/// What became of a form, for the page after it.
package struct SavedWord: Sendable {
    package let title: String
    package let reply: ErrandReply
    /// The conflict that was settled, and can be opened again.
    package let undo: String?

    package init(title: String, reply: ErrandReply, undo: String? = nil) {
        self.title = title
        self.reply = reply
        self.undo = undo
    }
}
