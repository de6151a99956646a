/// A network address as limits count it.
package enum AddressText {
    /// Of IPv6 the first half: whoever has one address of it has all of them.
    ///
    /// Of IPv4, and of IPv4 as IPv6 spells it where a door takes both (`::ffff:192.0.2.7`), the
    /// whole.
    package static func shared(_ address: String) -> String {
        guard address.contains(":") else { return address }
        if address.contains("."), let four = address.split(separator: ":").last {
            return String(four)
        }
        let bare = address.split(separator: "%").first.map(String.init) ?? address
        let halves = bare.split(separator: "::", omittingEmptySubsequences: false)
        var words = halves[0].split(separator: ":").map(String.init)
        if halves.count > 1 {
            // What the two colons stand for.
            let rest = halves[1].split(separator: ":").count
            words += Array(repeating: "0", count: max(0, 8 - words.count - rest))
            words += halves[1].split(separator: ":").map(String.init)
        }
        return words.prefix(4).joined(separator: ":") + "::"
    }
}
