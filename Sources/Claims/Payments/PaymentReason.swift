internal import Merge
internal import Tables
package import X12

/// Why less was paid than charged, as a payor's codes say it.
///
/// A claim or line keeps its reasons as one text, `CO 45 12.50; PR 1 30.00`: codes are the payor's
/// and short, and what they mean is in no file of ours.
package struct PaymentReason: Hashable, Sendable {
    /// `CO` by contract, `PR` the patient's share, `OA`, `PI`, `CR`.
    package let group: String
    package let code: String
    package let cents: Int64

    package init(group: String, code: String, cents: Int64) {
        self.group = group
        self.code = code
        self.cents = cents
    }

    /// The text that keeps them; `nil` for none, and for more than a field takes.
    package static func packed(_ adjustments: [Adjustment]) -> String? {
        let text = adjustments.map { adjustment in
            let code = adjustment.reason.filter { !$0.isWhitespace && $0 != ";" }
            let group = adjustment.group.filter { !$0.isWhitespace && $0 != ";" }
            return "\(group) \(code) \(Figure.money(adjustment.cents))"
        }.joined(separator: "; ")
        return text.isEmpty || text.utf8.count > PaymentLimits.reasonsBytesMax ? nil : text
    }

    /// Reads what `packed` wrote; a piece that is none is left out.
    package static func unpacked(_ text: String?) -> [PaymentReason] {
        (text ?? "").split(separator: "; ").compactMap { piece in
            let parts = piece.split(separator: " ")
            guard parts.count == 3, let cents = cents(parts[2]) else { return nil }
            return PaymentReason(group: String(parts[0]), code: String(parts[1]), cents: cents)
        }
    }

    /// `12.50` as `Figure` writes it, and nothing else.
    private static func cents(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ".")
        guard parts.count == 2, parts[1].utf8.count == 2 else { return nil }
        return Int64(parts.joined())
    }
}
