/// What a browser is answered.
package struct WebAnswer: Equatable, Sendable {
    package let status: Int
    package private(set) var headers: [Header]
    package let body: [UInt8]
    /// What follows the body, and has no end that is known.
    package private(set) var changes: ChangeStream?

    /// One header of an answer; its name in lower case.
    package struct Header: Equatable, Sendable {
        package let name: String
        package let value: String
    }

    package init(_ status: Int, type: String, _ body: String) {
        self.status = status
        self.headers = WebAnswer.guarding + [Header(name: "content-type", value: type)]
        self.body = Array(body.utf8)
    }

    package static func page(_ html: String, status: Int = 200) -> WebAnswer {
        WebAnswer(status, type: "text/html; charset=utf-8", html)
    }

    /// A refusal at the door, before there is anybody to show a page to.
    package static func refused(_ status: Int, _ words: String) -> WebAnswer {
        WebAnswer(status, type: "text/plain; charset=utf-8", words + "\n")
    }

    /// What changes, as it does.
    static func changes(_ stream: ChangeStream) -> WebAnswer {
        var answer = WebAnswer(200, type: "text/event-stream", "")
        answer.changes = stream
        return answer
    }

    /// The browser fetches another page; what it posted is not posted again.
    package static func see(_ path: String) -> WebAnswer {
        var answer = WebAnswer(303, type: "text/plain; charset=utf-8", "")
        answer.headers.append(Header(name: "location", value: path))
        return answer
    }

    /// The answer with a cookie for the browser.
    package func setting(cookie: String) -> WebAnswer {
        var answer = self
        answer.headers.append(Header(name: "set-cookie", value: cookie))
        return answer
    }

    /// Has the browser forget what it kept of this desk's pages, to go back to.
    package var clearingCache: WebAnswer {
        var answer = self
        answer.headers.append(Header(name: "clear-site-data", value: "\"cache\""))
        return answer
    }

    /// The first header of that name, in lower case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// On every answer: nothing from elsewhere, in no frame, kept nowhere, told to nobody.
    private static let guarding = [
        Header(
            name: "content-security-policy",
            value: "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'"),
        Header(name: "x-content-type-options", value: "nosniff"),
        Header(name: "x-frame-options", value: "DENY"),
        // With "no-referrer" a browser hides the Origin of our own forms, too.
        Header(name: "referrer-policy", value: "same-origin"),
        Header(name: "cache-control", value: "no-store"),
        Header(name: "cross-origin-opener-policy", value: "same-origin"),
        Header(name: "cross-origin-resource-policy", value: "same-origin"),
        Header(name: "permissions-policy", value: "camera=(), microphone=(), geolocation=()"),
    ]
}
