internal import Merge
package import Records

/// One line of a fee schedule.
package struct FeeLine: Hashable, Sendable {
    package let key: FeeKey
    package let price: FeePrice
    package let comment: String

    package init(_ key: FeeKey, _ price: FeePrice, comment: String = "") {
        self.key = key
        self.price = price
        self.comment = comment
    }

    /// Reads one pair of the draft's `lines` map.
    package init?(_ pair: RecordRow) {
        guard let key = FeeKey(pair), let state = pair[FeeDraft.Lines.state],
            let price = FeePrice(
                state: state, cents: pair[FeeDraft.Lines.amount],
                basisPoints: pair[FeeDraft.Lines.percentOfUcr])
        else { return nil }
        self.init(key, price, comment: pair[FeeDraft.Lines.comment] ?? "")
    }

    /// As the draft's `lines` map stores it.
    package var fields: [NamedScalar] {
        [
            FeeDraft.Lines.state(price.state), FeeDraft.Lines.amount(price.cents),
            FeeDraft.Lines.percentOfUcr(price.basisPoints),
            FeeDraft.Lines.comment(comment.isEmpty ? nil : comment),
        ]
    }
}
