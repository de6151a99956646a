/// Who is not even listened to: other sites' pages that have our browser ask us.
///
/// A page of another site may point its own name at this machine (DNS rebinding) and then reads
/// what it fetches: so the Host must be ours. It may have the browser post a form here: so the
/// Origin must be ours, and the form carries what only our pages hold.
package struct DoorRules: Equatable, Sendable {
    /// The session's cookie: browsers do not tell ports apart, so two desks of one machine need
    /// names of their own.
    package let cookie: String
    /// As the link has it: a name could lead elsewhere, and 127.0.0.1 cannot.
    private let host: String

    /// - Parameter port: on which the door listens at this machine's own address.
    package init(port: Int) {
        cookie = "bridgework-\(port)"
        host = "127.0.0.1:\(port)"
    }

    /// Why a request goes no further; `nil` where it may.
    package func refusal(of request: WebRequest) -> WebAnswer? {
        guard request.header("host") == host else {
            return .refused(421, "This desk answers to its own address alone.")
        }
        let site = request.header("sec-fetch-site") ?? "none"
        let isLink = request.method == .get && request.path.first == "enter"
        // What another site leads to or takes in is not looked at; its link opens nothing.
        guard isLink || site == "none" || site == "same-origin" else {
            return .refused(403, "This desk is not opened from another page: type its address.")
        }
        guard request.method == .post else { return nil }
        guard request.header("origin")?.lowercased() == "http://" + host else {
            return .refused(403, "A form counts from a page of this desk alone.")
        }
        let type = request.header("content-type")?.split(separator: ";").first?.lowercased()
        guard type == "application/x-www-form-urlencoded" else {
            return .refused(415, "A form comes as application/x-www-form-urlencoded.")
        }
        return nil
    }
}
