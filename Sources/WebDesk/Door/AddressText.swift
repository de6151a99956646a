/// A network address as limits count it.
enum AddressText {
    /// Of IPv6 the first half: whoever has one address of it has all of them.
    static func shared(_ address: String) -> String {
        guard address.contains(":") else { return address }
        let bare = address.split(separator: "%").first.map(String.init) ?? address
        let halves = bare.split(separator: "::", omittingEmptySubsequences: false)
        let head = (halves.first ?? "").split(separator: ":")
        return head.prefix(4).joined(separator: ":") + "::"
    }
}
