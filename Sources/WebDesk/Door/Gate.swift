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
            while state.sessions.count >= WebLimits.sessionsMax,
                let oldest = state.sessions.min(by: { $0.value.seen < $1.value.seen })
            {
                state.sessions[oldest.key] = nil
            }
            state.sessions[key.digest] = Session(
                formKey: Secret().text, began: now, seen: now, word: nil)
            return key.text
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
            if isClick { state.sessions[digest]?.seen = now }
            return WebSession(digest: digest, formKey: session.formKey)
        }
    }

    package func leave(_ session: WebSession) {
        state.withLock { $0.sessions[session.digest] = nil }
    }

    /// Keeps what became of a form until the session's next page shows it.
    package func keep(_ word: SavedWord, for session: WebSession) {
        state.withLock { $0.sessions[session.digest]?.word = word }
    }

    package func takeWord(of session: WebSession) -> SavedWord? {
        state.withLock { state in
            defer { state.sessions[session.digest]?.word = nil }
            return state.sessions[session.digest]?.word
        }
    }

    private static func sweep(_ state: inout State, _ now: ContinuousClock.Instant) {
        state.sessions = state.sessions.filter { _, session in
            session.seen + WebLimits.sessionIdleDuration > now
                && session.began + WebLimits.sessionDuration > now
        }
    }
}

/// A browser that opened the desk.
package struct WebSession: Sendable {
    let digest: Secret.Digest
    /// What every form of its pages carries.
    package let formKey: String

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
