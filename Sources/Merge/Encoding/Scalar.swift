/// What one field of a value holds.
///
/// A `Day` and cents of money are `int`s; the schema says which.
package enum Scalar: Hashable, Sendable {
    /// The field is blank, which is not zero and not the empty text.
    case null
    case flag(Bool)
    case int(Int64)
    case text(String)
    case blob(Bytes)

    package var isNull: Bool { self == .null }

    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    package var int: Int64? {
        if case .int(let int) = self { int } else { nil }
    }

    package var flag: Bool? {
        if case .flag(let flag) = self { flag } else { nil }
    }

    package var blob: Bytes? {
        if case .blob(let blob) = self { blob } else { nil }
    }

    /// Text is compared by its bytes: two Unicode spellings of one letter are two values.
    package static func == (left: Scalar, right: Scalar) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.flag(let left), .flag(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.blob(let left), .blob(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .flag(let flag): hasher.combine(flag)
        case .int(let int): hasher.combine(int)
        case .text(let text): text.utf8.forEach { hasher.combine($0) }
        case .blob(let blob): hasher.combine(blob)
        }
    }
}

extension Scalar: Comparable {
    /// Blank first, then flags, numbers, text and bytes, each in its own order; text in byte order.
    package static func < (left: Scalar, right: Scalar) -> Bool {
        switch (left, right) {
        case (.flag(let left), .flag(let right)): !left && right
        case (.int(let left), .int(let right)): left < right
        case (.text(let left), .text(let right)):
            left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.blob(let left), .blob(let right)): left < right
        default: left.rank < right.rank
        }
    }

    private var rank: Int {
        switch self {
        case .null: 0
        case .flag: 1
        case .int: 2
        case .text: 3
        case .blob: 4
        }
    }
}
