/// What happens to one line of a fee schedule, from one version or file to another.
package struct FeeChange: Hashable, Sendable {
    package let key: FeeKey
    /// The physical line of the file; `nil` where no line says it.
    package let line: Int?
    package let before: FeePrice?
    package let after: FeePrice?
    package let kind: Kind
    package let notices: Set<Notice>

    /// The raw names are the words of reports.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case added, raised, lowered
        case toZero = "to-zero"
        /// A price that the file leaves blank.
        case toBlank = "to-blank"
        /// Another state, such as a price that becomes "not covered".
        case restated
        case removed, unchanged
        /// A blank for a code that had none either.
        case blank
        /// The same code and price a second time.
        case repeated
    }

    /// What a person should look at before it goes in.
    package enum Notice: String, CaseIterable, Hashable, Sendable {
        /// The code set release in use does not have the code.
        case unknownCode = "unknown-code"
        /// More than a quarter up or down.
        case over25Percent = "over-25-percent"
        /// More than the office's usual fee, which no payor's fee should be.
        case aboveUcr = "above-ucr"
        /// A price of nothing.
        case zero
        /// The price stands, although the file leaves it blank.
        case keptBlank = "kept"
    }

    /// Cents by which the price changes; `nil` where one side is no price.
    package var delta: Int64? {
        guard let before = before?.cents, let after = after?.cents else { return nil }
        return after - before
    }

    /// Whether anything would be different.
    package var isChange: Bool {
        switch kind {
        case .unchanged, .blank, .repeated: false
        case .toBlank: !notices.contains(.keptBlank)
        default: true
        }
    }

    /// The kind of a change between two prices; a missing line is as good as one not listed.
    static func kind(from before: FeePrice?, to after: FeePrice?) -> Kind {
        let (old, new) = (before ?? .notListed, after ?? .notListed)
        if before == after { return .unchanged }
        if old == new { return .blank }
        if before != nil, after == nil { return .removed }
        switch (old, new) {
        case (.notListed, _): return new.cents == 0 ? .toZero : .added
        case (_, .notListed): return .toBlank
        case (.priced(let low), .priced(let high)):
            return high == 0 ? .toZero : high > low ? .raised : .lowered
        default: return new.cents == 0 ? .toZero : .restated
        }
    }

    /// What is worth a look in a new price.
    static func notices(
        from before: FeePrice?, to after: FeePrice?, usual: Int64?
    ) -> Set<Notice> {
        var notices: Set<Notice> = []
        guard let cents = after?.cents else { return notices }
        if cents == 0 { notices.insert(.zero) }
        if let usual, cents > usual { notices.insert(.aboveUcr) }
        if let old = before?.cents, old > 0,
            (cents - old).magnitude * UInt64(FeeLimits.noticeableShare) > old.magnitude
        {
            notices.insert(.over25Percent)
        }
        return notices
    }
}
