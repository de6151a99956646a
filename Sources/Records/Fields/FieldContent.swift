package import Merge
package import Tables

/// A Swift type that a field's content has.
package protocol FieldContent: Hashable, Sendable {
    /// `nil` for a scalar of another kind, and for a blank one.
    init?(_ scalar: Scalar)
    var scalar: Scalar { get }
}

extension String: FieldContent {
    package init?(_ scalar: Scalar) {
        guard let text = scalar.text else { return nil }
        self = text
    }

    package var scalar: Scalar { .text(self) }
}

extension Int64: FieldContent {
    package init?(_ scalar: Scalar) {
        guard let number = scalar.int else { return nil }
        self = number
    }

    package var scalar: Scalar { .int(self) }
}

extension Bool: FieldContent {
    package init?(_ scalar: Scalar) {
        guard let flag = scalar.flag else { return nil }
        self = flag
    }

    package var scalar: Scalar { .flag(self) }
}

extension Day: FieldContent {
    package init?(_ scalar: Scalar) {
        guard let number = scalar.int else { return nil }
        self.init(number: number)
    }

    package var scalar: Scalar { .int(number) }
}

extension Timestamp: FieldContent {
    package init?(_ scalar: Scalar) {
        guard let milliseconds = scalar.int else { return nil }
        self.init(milliseconds: milliseconds)
    }

    package var scalar: Scalar { .int(milliseconds) }
}

extension RecordID: FieldContent {
    package init?(_ scalar: Scalar) {
        guard let bytes = scalar.blob else { return nil }
        self.init(bytes: bytes)
    }

    package var scalar: Scalar { .blob(bytes[...]) }
}

extension Bytes: FieldContent {
    package init?(_ scalar: Scalar) {
        guard let bytes = scalar.blob else { return nil }
        self = bytes
    }

    package var scalar: Scalar { .blob(self) }
}

/// What a field may hold, with the Swift type in which rules read it.
package struct ContentKind<Content: FieldContent>: Sendable {
    package let kind: FieldKind

    private init(_ kind: FieldKind) {
        self.kind = kind
    }
}

extension ContentKind where Content == String {
    /// Text of at most so many UTF-8 bytes, no control characters.
    package static func text(max: Int) -> Self { Self(.text(max: max)) }

    /// One of these words.
    package static func choice(_ words: [String]) -> Self { Self(.choice(words)) }
    /// Text that must match a format of ours.
    package static func format(_ format: TextFormat) -> Self { Self(.format(format)) }
}

extension ContentKind where Content == Int64 {
    /// A whole number in that range.
    package static func integer(_ range: ClosedRange<Int64>) -> Self { Self(.integer(range)) }
    /// A count of days, at most ten years.
    package static var days: Self { Self(.days) }
    /// US cents.
    package static var money: Self { Self(.money) }
    /// Basis points, 0...10000.
    package static var percent: Self { Self(.percent) }
}

extension ContentKind where Content == Day {
    package static var day: Self { Self(.day) }
}

extension ContentKind where Content == Timestamp {
    package static var instant: Self { Self(.instant) }
}

extension ContentKind where Content == Bool {
    package static var flag: Self { Self(.flag) }
}

extension ContentKind where Content == RecordID {
    /// The id of a record of that type.
    package static func reference(_ type: String) -> Self { Self(.reference(type)) }
    /// The id of a record of any type.
    package static var anyReference: Self { Self(.anyReference) }
}

extension ContentKind where Content == Bytes {
    package static var blob: Self { Self(.blob) }
}
