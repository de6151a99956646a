/// Decimal numbers from bytes, strictly: digits and at most one sign or point, no overflow.
package enum Digits {
    static func unsigned(_ bytes: some Sequence<UInt8>) -> Int64? {
        var total: Int64 = 0
        var isEmpty = true
        for byte in bytes {
            guard ASCIIText.isDigit(byte) else { return nil }
            let (tens, isOver) = total.multipliedReportingOverflow(by: 10)
            let (sum, isPast) = tens.addingReportingOverflow(Int64(ASCIIText.digit(byte)))
            guard !isOver, !isPast else { return nil }
            total = sum
            isEmpty = false
        }
        return isEmpty ? nil : total
    }

    /// A whole number with or without a minus; `nil` for anything else, or one too large.
    package static func signed(_ bytes: [UInt8]) -> Int64? {
        guard bytes.first == UInt8(ascii: "-") else { return unsigned(bytes) }
        return unsigned(bytes.dropFirst()).map { -$0 }
    }

    /// A number with or without a point, as near as a comparison needs; a sign or a letter is none.
    package static func fraction(_ bytes: [UInt8]) -> Double? {
        let parts = bytes.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, bytes.count <= 16, bytes.contains(where: ASCIIText.isDigit),
            parts.allSatisfy({ $0.allSatisfy(ASCIIText.isDigit) })
        else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self))
    }

    /// A number with a point, as hundredths.
    ///
    /// So many digits may follow the point as `decimals` says; 0 means no point at all.
    package static func hundredths(_ bytes: [UInt8], decimals: [Int]) -> Int64? {
        let parts = bytes.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let places = parts.count == 2 ? parts[1].count : 0
        guard parts.count <= 2, parts.count == 1 || places > 0, decimals.contains(places),
            !parts[0].isEmpty
        else { return nil }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        let zeros = [UInt8](repeating: 0x30, count: 2 - places)
        return unsigned(parts[0] + fraction + zeros)
    }
}
