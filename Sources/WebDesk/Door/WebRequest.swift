import Errands

/// What a browser asks, read and bounded, before anybody believes it.
package struct WebRequest: Sendable {
    /// What is asked with; everything else is refused at the door.
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
    }

    package let method: Method
    /// The parts of the path, decoded; none for `/`.
    package let path: [String]
    package let query: WebForm
    /// What was posted.
    package let form: WebForm
    /// What was handed over with it.
    let file: ErrandFile?
    /// Where it comes from on the network; blank on this machine.
    package let address: String
    /// By names in lower case; of a header that stands twice, nothing.
    private let headers: [String: String]

    /// - Parameters:
    ///   - target: path and query, as on the request's first line.
    ///   - headers: in their order, by names in any case.
    /// - Returns: `nil` for what no browser sends to a page of ours.
    package init?(
        method: String, target: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = [], address: String = ""
    ) {
        guard let method = Method(rawValue: method), target.hasPrefix("/") else { return nil }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].split(separator: "/").map { WebForm.decoded($0) }
        guard !path.contains(nil), body.isEmpty || method == .post,
            let query = WebForm(encoded: parts.count == 2 ? parts[1] : "")
        else { return nil }
        var known: [String: String] = [:]
        var twice: Set<String> = []
        for (name, value) in headers {
            let name = name.lowercased()
            if known.updateValue(value, forKey: name) != nil { twice.insert(name) }
        }
        for name in twice { known[name] = nil }
        if let boundary = Multipart.boundary(of: known["content-type"]), !body.isEmpty {
            guard let parts = Multipart(body, boundary: boundary) else { return nil }
            form = WebForm(parts.fields)
            file = parts.file
        } else {
            guard let text = String(validating: body, as: UTF8.self),
                let posted = WebForm(encoded: text)
            else { return nil }
            form = posted
            file = nil
        }
        self.method = method
        self.address = address
        self.path = path.compactMap(\.self)
        self.query = query
        self.headers = known
    }

    /// The header of that name, in lower case.
    package func header(_ name: String) -> String? { headers[name] }

    /// Whether somebody typed the address, or opened it from outside of the browser: no page led
    /// here, and no script asked.
    var isTyped: Bool {
        method == .get && header("sec-fetch-site") == "none"
            && header("sec-fetch-mode") == "navigate"
    }

    /// The cookie of that name.
    package func cookie(_ name: String) -> String? {
        for pair in (headers["cookie"] ?? "").split(separator: ";") {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == name { return String(parts[1]) }
        }
        return nil
    }
}
