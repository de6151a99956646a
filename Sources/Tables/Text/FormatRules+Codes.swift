// One rule for the codes of a code set, whoever types one and wherever it is kept: a fee, a benefit
// rule, a group, an estimate or a map. What is no code of its set is refused, never kept as a code
// that nothing will ever be found by.

extension FormatRules {
    /// `D` and four digits, five characters of CPT, or a local code with a digit in it.
    ///
    /// `0120` and `D 0120` are `D0120`. Fewer digits lost their zero in a spreadsheet, more than
    /// five are no code, and a word without a digit is a total or a remark.
    static func procedure(_ typed: [UInt8]) -> [UInt8]? {
        let bytes = dentalSpelling(typed)
        guard (1...15).contains(bytes.count), bytes.contains(where: ASCIIText.isDigit),
            bytes.allSatisfy({ isAlphanumeric($0) || $0 == UInt8(ascii: ".") })
        else { return nil }
        if bytes[0] == UInt8(ascii: "D"), bytes[1...].allSatisfy(ASCIIText.isDigit) {
            return bytes.count == 5 ? bytes : nil
        }
        // `D012O` is `D0120` mistyped: it would be nobody's price and match nothing.
        let isLookAlike =
            bytes.count == 5 && bytes[0] == UInt8(ascii: "D")
            && bytes[1...].allSatisfy { ASCIIText.isDigit($0) || Array("OIL".utf8).contains($0) }
        guard !isLookAlike else { return nil }
        return bytes.allSatisfy(ASCIIText.isDigit) && bytes.count != 5 ? nil : bytes
    }

    /// A dental code: `D` and four digits.
    static func dental(_ typed: [UInt8]) -> [UInt8]? {
        let bytes = dentalSpelling(typed)
        let isDental =
            bytes.count == 5 && bytes[0] == UInt8(ascii: "D")
            && bytes[1...].allSatisfy(ASCIIText.isDigit)
        return isDental ? bytes : nil
    }

    /// Five digits, or four and the letter of a category: `99213`, `0001F`, `0042T`.
    static func medical(_ typed: [UInt8]) -> [UInt8]? {
        let bytes = ASCIIText.uppercased(typed)
        guard bytes.count == 5, bytes[..<4].allSatisfy(ASCIIText.isDigit),
            ASCIIText.isDigit(bytes[4]) || "AFMTU".utf8.contains(bytes[4])
        else { return nil }
        return bytes
    }

    /// A letter, a digit, a third character, then a dot and up to four more: `K02.9`, `M26`.
    static func diagnosis(_ typed: [UInt8]) -> [UInt8]? {
        let dot = UInt8(ascii: ".")
        let bytes = ASCIIText.uppercased(typed)
        let plain = bytes.filter { $0 != dot }
        guard (3...7).contains(plain.count), ASCIIText.isCapital(plain[0]),
            ASCIIText.isDigit(plain[1]), plain[2...].allSatisfy(isAlphanumeric),
            plain == bytes
                || bytes.count == plain.count + 1 && plain.count > 3
                    && bytes.firstIndex(of: dot) == 3
        else { return nil }
        guard plain.count > 3 else { return plain }
        return plain[..<3] + [dot] + plain[3...]
    }

    /// Capitals; `0120` and `D 0120` with the letter and without the blank.
    private static func dentalSpelling(_ typed: [UInt8]) -> [UInt8] {
        let bytes = ASCIIText.uppercased(typed)
        let letter = UInt8(ascii: "D")
        if bytes.first == letter {
            let digits = bytes.dropFirst().drop(while: ASCIIText.isSpace)
            return digits.allSatisfy(ASCIIText.isDigit) ? [letter] + digits : bytes
        }
        return bytes.count == 4 && bytes.allSatisfy(ASCIIText.isDigit) ? [letter] + bytes : bytes
    }
}
