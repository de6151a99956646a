package import Merge

/// Which line of a fee schedule: a procedure code and what some payors price it apart by.
package struct FeeKey: Hashable, Comparable, Sendable {
    package let code: String
    /// A tooth group, an arch, a specialty; empty for the plain price of the code.
    package let qualifier: String

    package init(_ code: String, _ qualifier: String = "") {
        self.code = code
        self.qualifier = qualifier
    }

    /// The key of the draft's `lines` map; `nil` for bytes that are none.
    package init?(_ key: Value) {
        guard let code = key[0].text else { return nil }
        self.init(code, key[1].text ?? "")
    }

    /// As the draft's `lines` map stores it.
    package var encoded: Bytes {
        Value([.text(code), qualifier.isEmpty ? .null : .text(qualifier)]).encoded
    }

    /// Byte order, so that every replica packs the same lines to the same bytes.
    package static func < (left: FeeKey, right: FeeKey) -> Bool {
        if !left.code.utf8.elementsEqual(right.code.utf8) {
            return left.code.utf8.lexicographicallyPrecedes(right.code.utf8)
        }
        return left.qualifier.utf8.lexicographicallyPrecedes(right.qualifier.utf8)
    }
}

extension FeeKey: CustomStringConvertible {
    package var description: String {
        qualifier.isEmpty ? code : "\(code) (\(qualifier))"
    }
}
