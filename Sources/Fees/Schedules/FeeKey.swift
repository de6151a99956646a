internal import Merge
package import Records

/// Which line of a fee schedule: a procedure code and what some payors price it apart by.
package struct FeeKey: Hashable, Comparable, Sendable {
    package let code: String
    /// A tooth group, an arch, a specialty; empty for the plain price of the code.
    package let qualifier: String

    package init(_ code: String, _ qualifier: String = "") {
        self.code = code
        self.qualifier = qualifier
    }

    /// The key of a pair of the draft's `lines` map; `nil` for bytes that are none.
    package init?(_ pair: RecordRow) {
        guard let code = pair[FeeDraft.Lines.code] else { return nil }
        self.init(code, pair[FeeDraft.Lines.qualifier] ?? "")
    }

    /// As the draft's `lines` map stores it.
    package var fields: [NamedScalar] {
        [
            FeeDraft.Lines.code(code),
            FeeDraft.Lines.qualifier(qualifier.isEmpty ? nil : qualifier),
        ]
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
