internal import Records
internal import Tables

/// What one cell of a fee file says; what is not said plainly is a fault, never a guess.
enum FeeFigure {
    /// A price, a word for the lack of one, or a share of the usual fee; a blank is not listed.
    static func price(_ text: String) throws(FeeFault) -> FeePrice {
        let bytes = Array(ASCIIText.trimmed(text).utf8)
        guard !bytes.isEmpty else { return .notListed }
        let word = String(
            decoding: ASCIIText.lowercased(bytes).filter { !" -./_".utf8.contains($0) },
            as: UTF8.self)
        if let price = words[word] { return price }
        if bytes.contains(UInt8(ascii: "%")) { return try share(bytes) }
        return .priced(cents: try cents(bytes))
    }

    /// Exact cents of `57`, `$44.00`, `1,234.00` or `50.5`, as spreadsheets leave it; groups of
    /// three digits, at most two decimals.
    static func cents(_ text: String) throws(FeeFault) -> Int64 {
        try cents(Array(ASCIIText.trimmed(text).utf8))
    }

    private static func cents(_ typed: [UInt8]) throws(FeeFault) -> Int64 {
        guard let first = typed.first else { throw .notAnAmount }
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "(") { throw .negative }
        let rest = first == UInt8(ascii: "$") ? typed.dropFirst() : typed[...]
        let bytes = Array(rest.drop(while: ASCIIText.isSpace))
        guard let lead = bytes.first, ASCIIText.isDigit(lead),
            bytes.allSatisfy({ ASCIIText.isDigit($0) || $0 == comma || $0 == point })
        else { throw .notAnAmount }
        let parts = bytes.split(separator: point, omittingEmptySubsequences: false)
        guard parts.count <= 2 else { throw .notAnAmount }
        let whole = try ungrouped(parts[0])
        let places = parts.count == 2 ? parts[1].count : 0
        guard parts.count == 1 || (1...2).contains(places) else { throw .decimals(places) }
        guard
            let cents = Digits.hundredths(
                parts.count == 2 ? whole + [point] + parts[1] : whole, decimals: [0, 1, 2]),
            cents <= FieldParser.moneyMax
        else { throw .notAnAmount }
        return cents
    }

    /// Digits without their commas, which must stand before groups of exactly three.
    private static func ungrouped(_ bytes: ArraySlice<UInt8>) throws(FeeFault) -> [UInt8] {
        let groups = bytes.split(separator: comma, omittingEmptySubsequences: false)
        guard groups.count > 1 else { return Array(bytes) }
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { throw .grouping }
        return groups.flatMap { $0 }
    }

    /// `80% UCR` or `80 % of UCR`; a percentage alone does not say of what.
    private static func share(_ bytes: [UInt8]) throws(FeeFault) -> FeePrice {
        let parts = bytes.split(
            separator: UInt8(ascii: "%"), maxSplits: 1, omittingEmptySubsequences: false)
        let tail = ASCIIText.lowercased(parts[1]).filter { !ASCIIText.isSpace($0) }
        guard [Array("ucr".utf8), Array("ofucr".utf8)].contains(tail) else { throw .bareShare }
        let figure = parts[0].filter { !ASCIIText.isSpace($0) }
        guard let points = Digits.hundredths(Array(figure), decimals: [0, 1, 2]),
            points <= 10_000
        else { throw .notAnAmount }
        return .percentOfUcr(basisPoints: points)
    }

    private static let comma = UInt8(ascii: ",")
    private static let point = UInt8(ascii: ".")

    /// What files write in place of a price, in lower case without blanks, points and hyphens.
    private static let words: [String: FeePrice] = [
        "notlisted": .notListed, "notcovered": .notCovered, "noncovered": .notCovered,
        "nc": .notCovered, "byreport": .byReport, "br": .byReport, "bundled": .bundled,
    ]
}
