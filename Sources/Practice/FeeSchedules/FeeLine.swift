package import Merge

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
    package init?(key: Value, value: Value) {
        guard let key = FeeKey(key), let state = value[0].text,
            let price = FeePrice(state: state, cents: value[1].int, basisPoints: value[2].int)
        else { return nil }
        self.init(key, price, comment: value[3].text ?? "")
    }

    /// As the draft's `lines` map stores it: state, amount, percentage, comment.
    package var encoded: Bytes {
        Value([
            .text(price.state), price.cents.map { .int($0) } ?? .null,
            price.basisPoints.map { .int($0) } ?? .null,
            comment.isEmpty ? .null : .text(comment),
        ]).encoded
    }
}
