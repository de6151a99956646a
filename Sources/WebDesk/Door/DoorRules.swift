/// Who is not even listened to: other sites' pages that have our browser ask us.
///
/// A page of another site may point its own name at this machine (DNS rebinding) and then reads
/// what it fetches: so the Host must be ours. It may have the browser post a form here: so the
/// Origin must be ours, and the form carries what only our pages hold.
package struct DoorRules: Equatable, Sendable {
    /// The session's cookie: browsers do not tell ports apart, so two desks of one machine need
    /// names of their own.
    package let cookie: String
    /// What the browser does with it.
    let cookieBounds: String
    /// On this machine 127.0.0.1 alone, which a name could not replace: it might lead elsewhere.
    ///
    /// From the network, the names that the desk's certificate speaks for.
    private let hosts: Set<String>
    private let scheme: String

    /// - Parameter port: on which the door listens at this machine's own address.
    package init(port: Int) {
        cookie = "bridgework-\(port)"
        cookieBounds = "; Path=/; HttpOnly; SameSite=Strict"
        hosts = ["127.0.0.1:\(port)"]
        scheme = "http://"
    }

    /// - Parameters:
    ///   - names: of hosts and addresses that people type, in lower case.
    ///   - port: on which the door listens to the network, with TLS.
    package init(names: [String], port: Int) {
        // A name that begins so is taken from no page but one of this very host, over TLS.
        cookie = "__Host-bridgework-\(port)"
        cookieBounds = "; Path=/; Secure; HttpOnly; SameSite=Strict"
        let spelled = names.map { $0.lowercased() }.map { $0.contains(":") ? "[\($0)]" : $0 }
        hosts = Set(spelled.flatMap { port == 443 ? [$0, "\($0):443"] : ["\($0):\(port)"] })
        scheme = "https://"
    }

    /// Why a request goes no further; `nil` where it may.
    package func refusal(of request: WebRequest) -> WebAnswer? {
        guard let host = request.header("host")?.lowercased(), hosts.contains(host) else {
            return .refused(421, "This desk answers to its own address alone.")
        }
        let site = request.header("sec-fetch-site") ?? "none"
        let isLink = request.method == .get && request.path.first == "enter"
        // What another site leads to or takes in is not looked at; its link opens nothing.
        guard isLink || site == "none" || site == "same-origin" else {
            return .refused(403, "This desk is not opened from another page: type its address.")
        }
        guard request.method == .post else { return nil }
        guard request.header("origin")?.lowercased() == scheme + host else {
            return .refused(403, "A form counts from a page of this desk alone.")
        }
        let type = request.header("content-type")?.split(separator: ";").first?.lowercased()
        // One form alone takes a file.
        let wanted =
            request.path == ["imports"]
            ? "multipart/form-data" : "application/x-www-form-urlencoded"
        guard type == wanted else { return .refused(415, "This form comes as \(wanted).") }
        return nil
    }
}
