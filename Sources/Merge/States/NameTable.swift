/// Numbers for attribute names, so that a stored record does not spell them out.
///
/// A table belongs to one store and only grows; what crosses the wire or enters a digest is the
/// name.
package struct NameTable: Equatable, Sendable {
    package private(set) var names: [String]
    private var numbers: [String: UInt32]
    /// Records of one type name their attributes in one order: which number came after which.
    private var followers: [UInt32]
    private var last: UInt32 = 0
    /// `nil` since the table grew.
    private var known: InOrder?
    /// The numbers of the names of some other order, as far as they were asked for.
    private var fitted: (order: NameOrder, numbers: [UInt32])?

    package init(_ names: [String] = []) {
        self.names = names
        self.numbers = Dictionary(
            zip(names, 0...).map { ($0, UInt32($1)) }, uniquingKeysWith: { first, _ in first })
        self.followers = names.indices.map { UInt32($0) }
    }

    package static func == (left: NameTable, right: NameTable) -> Bool {
        left.names == right.names
    }

    /// The number of `name`, given out now if it is new.
    package mutating func number(of name: String) -> UInt32 {
        if Int(last) < followers.count {
            let guess = followers[Int(last)]
            if names[Int(guess)] == name {
                last = guess
                return guess
            }
        }
        let number = numbers[name] ?? added(name)
        followers[Int(last)] = number
        last = number
        return number
    }

    private mutating func added(_ name: String) -> UInt32 {
        let number = UInt32(names.count)
        names.append(name)
        numbers[name] = number
        followers.append(number)
        known = nil
        return number
    }

    /// The name behind a number; `unknownName` for a number nobody gave.
    package func name(of number: UInt32) throws(MergeError) -> String {
        guard number < names.count else { throw .unknownName(number: number) }
        return names[Int(number)]
    }

    /// An ASCII letter, then letters, digits and underscores: equal as text exactly if equal as
    /// bytes.
    package static func isName(_ text: String) -> Bool {
        let isLetter = { (byte: UInt8) in byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.count <= MergeLimits.nameBytesMax
            && text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}

// MARK: Numbers and order

extension NameTable {
    /// The table's names in byte order, and where each number's stands there.
    struct InOrder: Sendable {
        let order: NameOrder
        private let ranks: [UInt32]
        fileprivate let numbers: [UInt32]

        fileprivate init(_ table: NameTable) {
            order = NameOrder(table.names)
            ranks = table.names.map { [order] in UInt32(order.rank(of: $0) ?? 0) }
            numbers = order.names.map { table.numbers[$0] ?? 0 }
        }

        func rank(of number: UInt32) throws(MergeError) -> Int {
            guard number < ranks.count else { throw .unknownName(number: number) }
            return Int(ranks[Int(number)])
        }
    }

    var inOrder: InOrder { known ?? InOrder(self) }

    /// Works the order out once for all who read states with this table.
    package mutating func putInOrder() {
        if known == nil { known = InOrder(self) }
    }

    /// The number of a name that has a place in some order, given out now if it is new.
    mutating func number(ofRank rank: Int, in order: NameOrder) -> UInt32 {
        if let known, known.order === order { return known.numbers[rank] }
        if fitted?.order !== order {
            fitted = (order, Array(repeating: .max, count: order.names.count))
        }
        if let number = fitted?.numbers[rank], number != .max { return number }
        let number = number(of: order.names[rank])
        fitted?.numbers[rank] = number
        return number
    }
}
