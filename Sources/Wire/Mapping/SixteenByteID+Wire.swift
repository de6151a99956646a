internal import Foundation
internal import Merge

extension SixteenByteID {
    init(wire bytes: Data, _ field: WireField) throws(WireError) {
        guard !bytes.isEmpty else { throw .missing(field) }
        guard let id = Self(bytes: bytes) else { throw .malformed(field) }
        self = id
    }

    var wire: Data {
        Data(bytes)
    }
}
