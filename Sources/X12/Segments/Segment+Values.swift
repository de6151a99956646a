package import Merge

extension Segment {
    /// An amount in cents, exactly.
    ///
    /// More than two places behind the point are a fault unless they are zero. `nil` where the
    /// element is blank.
    package func cents(_ element: Int) throws(X12Fault) -> Int64? {
        guard let text = self[element] else { return nil }
        guard let cents = Self.cents(text), abs(cents) <= X12Limits.centsMax else {
            throw fault(.malformed(label(element)))
        }
        return cents
    }

    /// An amount that must be there, in cents.
    package func requiredCents(_ element: Int) throws(X12Fault) -> Int64 {
        guard let cents = try cents(element) else { throw fault(.missing(label(element))) }
        return cents
    }

    /// A text that must be there.
    package func required(_ element: Int) throws(X12Fault) -> String {
        guard let text = self[element] else { throw fault(.missing(label(element))) }
        return text
    }

    /// A whole number of things, such as segments.
    package func count(_ element: Int) throws(X12Fault) -> Int {
        let text = try required(element)
        guard text.utf8.count <= 10, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(text)
        else { throw fault(.malformed(label(element))) }
        return count
    }

    /// A quantity of services in thousandths, of `1`, `1.00` or `0.5`; `nil` where it is blank.
    package func thousandths(_ element: Int) throws(X12Fault) -> Int64? {
        guard let text = self[element] else { return nil }
        guard let number = Self.decimal(text, places: 3), abs(number) <= 1_000_000_000 else {
            throw fault(.malformed(label(element)))
        }
        return number
    }

    /// A share of a whole in hundredths of a per cent, as a fraction, `.8`, or in per cent, `80`;
    /// `nil` where it is blank.
    package func share(_ element: Int) throws(X12Fault) -> Int64? {
        guard let text = self[element] else { return nil }
        guard let number = Self.decimal(text, places: 4), (0...1_000_000).contains(number) else {
            throw fault(.malformed(label(element)))
        }
        return number <= 10_000 ? number : number / 100
    }

    /// A day as `CCYYMMDD`.
    ///
    /// - Returns: `nil` where it is blank, and for eight digits that no calendar has: senders that
    ///   know no day write such, and what depends on it is as unknown.
    package func day(_ element: Int) throws(X12Fault) -> Day? {
        guard let text = self[element] else { return nil }
        return try day(text, element)
    }

    /// A day or the two ends of a range, by the format that the element before says: `D8`, `RD8`.
    ///
    /// - Returns: `nil` where it is blank or of a format with a time of day.
    package func days(
        _ element: Int
    ) throws(X12Fault) -> (first: Day, last: Day)? {
        guard let text = self[element] else { return nil }
        switch self[element - 1] {
        case "D8":
            let day = try day(text, element)
            return day.map { ($0, $0) }
        case "RD8":
            let parts = text.split(separator: "-")
            guard parts.count == 2 else { throw fault(.malformed(label(element))) }
            guard let first = try day(parts[0], element), let last = try day(parts[1], element)
            else { return nil }
            return (first, last)
        default: return nil
        }
    }

    private func day(
        _ text: some StringProtocol, _ element: Int
    ) throws(X12Fault) -> Day? {
        guard text.utf8.count == 8, text.utf8.allSatisfy(Self.isDigit), let number = Int(text)
        else { throw fault(.malformed(label(element))) }
        return Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    static func cents(_ text: String) -> Int64? {
        decimal(text, places: 2)
    }

    /// A decimal number as a whole number of its last allowed place; `nil` where it is none.
    private static func decimal(_ text: String, places: Int) -> Int64? {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), bytes.contains(where: isDigit) else { return nil }
        var behind = parts.count == 2 ? Array(parts[1]) : []
        while behind.count > places, behind.last == UInt8(ascii: "0") { behind.removeLast() }
        guard behind.count <= places else { return nil }
        behind += [UInt8](repeating: UInt8(ascii: "0"), count: places - behind.count)
        let digits = Array(parts[0]) + behind
        guard digits.count <= 18, digits.allSatisfy(isDigit) else { return nil }
        let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
        return isNegative ? -number : number
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }
}
