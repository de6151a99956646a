import Merge

extension Scalar {
    static func id(_ id: RecordID) -> Scalar {
        .blob(id.bytes[...])
    }

    static func id(_ number: UInt128) -> Scalar {
        .id(RecordID(bits: number))
    }

    /// A day written `2026-11-23`; a test's slip shows as a blank.
    static func day(_ text: String) -> Scalar {
        Day(text).map { .int($0.number) } ?? .null
    }
}
