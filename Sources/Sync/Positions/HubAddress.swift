/// Where a hub is reached: a name or an address, and the port for replicas.
package struct HubAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name, or an IPv4 or IPv6 address without brackets.
    package let host: String
    /// The next one above is for joining, so the last port of all is none.
    package let port: Int

    /// - Returns: `nil` for a host that no line of text can hold, or a port out of 1 to 65534.
    package init?(host: String, port: Int) {
        let isPlain = host.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard (1...SyncLimits.hostBytesMax).contains(host.utf8.count), isPlain,
            !host.contains("["), !host.contains("]"), (1...65_534).contains(port)
        else { return nil }
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, an IPv6 address in brackets.
    ///
    /// - Parameter usual: the port of a text that names none.
    package init?(_ text: String, port usual: Int? = nil) {
        let (host, rest): (Substring, Substring)
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            rest = text[text.index(after: end)...]
            guard host.contains(":") else { return nil }
        } else if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
            (host, rest) = (text[..<colon], text[colon...])
        } else {
            (host, rest) = (text[...], "")
        }
        guard rest.isEmpty || rest.hasPrefix(":"),
            let port = rest.isEmpty ? usual : Self.number(rest.dropFirst())
        else { return nil }
        self.init(host: String(host), port: port)
    }

    /// A port as everybody writes it: digits alone, and no zero before them.
    private static func number(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !text.hasPrefix("0") else {
            return nil
        }
        return Int(text)
    }

    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
