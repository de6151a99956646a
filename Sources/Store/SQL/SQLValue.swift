import Merge

/// One bound parameter.
enum SQLValue {
    case null
    case int(Int64)
    case text(String)
    case blob(Bytes)

    static func position(_ value: UInt64) -> SQLValue { .int(Int64(clamping: value)) }
    static func id(_ id: some SixteenByteID) -> SQLValue { .blob(id.bytes[...]) }
}
