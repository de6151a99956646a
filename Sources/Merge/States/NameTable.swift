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
        return number
    }

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
