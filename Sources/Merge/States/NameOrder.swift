/// Attribute names in byte order, each once: what the entries of a state are sorted by.
///
/// A state numbers its entries' attributes by their place here, so that entries compare as numbers
/// do. Every state that one store, page or change set makes shares one such list.
package final class NameOrder: Sendable {
    package let names: [String]

    static let none = NameOrder([])

    package init(_ names: some Sequence<String>) {
        self.names = Set(names).sorted()
    }

    /// A name's place; `nil` for one that is not here.
    package func rank(of name: String) -> Int? {
        let place = firstRank(notBefore: name)
        return place < names.count && names[place] == name ? place : nil
    }

    /// Where a name stands, or would.
    func firstRank(notBefore name: String) -> Int {
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if names[middle] < name { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// This order with more names in it; itself where it has them all.
    func including(_ more: some Sequence<String>) -> NameOrder {
        let new = more.filter { rank(of: $0) == nil }
        return new.isEmpty ? self : NameOrder(names + new)
    }

    /// The places that this order's names have in another, which has them all.
    func ranks(in other: NameOrder) -> [UInt32] {
        names.map { UInt32(other.rank(of: $0) ?? 0) }
    }
}
