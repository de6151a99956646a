/// What a field may hold and how it is written in tables, CSV and JSON.
package enum FieldKind: Hashable, Sendable {
    /// Text of at most so many UTF-8 bytes, no control characters.
    case text(max: Int)
    case integer(ClosedRange<Int64>)
    /// US cents, stored as an integer; written `12.34`.
    case money
    /// Basis points 0...10000, written as a percentage: `12.5`.
    case percent
    /// Days since 1970-01-01, stored as an integer; written `2026-11-23`.
    case day
    /// Milliseconds since 1970, UTC.
    case instant
    case flag
    case choice([String])
    /// The id of a record of that type, as 16 bytes.
    case reference(String)
    /// Text in a format that `Practice` checks by name: `npi`, `dea`, `tin`, `zip`…
    case formatted(String)
    case blob
    /// A set, map, log or counter as one JSON column. No field has this kind.
    case list
}
