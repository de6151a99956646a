package import Merge

extension Entry {
    /// An encoded value; without fields where the bytes are none.
    package static func value(of bytes: Bytes) -> Value {
        do { return try Value(decoding: bytes) } catch { return Value([]) }
    }

    /// One scalar of an encoded value; blank where the bytes are none.
    package static func scalar(of bytes: Bytes, at index: Int) -> Scalar {
        value(of: bytes)[index]
    }
}
