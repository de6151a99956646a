/// Codes made of names, where a file has none.
enum ImportCode {
    /// Capitals and digits with single hyphens between: `Dual Eligible` gives `DUAL-ELIGIBLE`.
    static func code(_ text: some StringProtocol) -> String {
        let words = text.utf8.split { byte in
            !ASCIIText.isDigit(byte) && !ASCIIText.isCapital(byte) && !ASCIIText.isSmall(byte)
        }
        let joined = words.map { ASCIIText.uppercased($0) }.joined(separator: [UInt8(ascii: "-")])
        return String(decoding: Array(joined.prefix(lengthMax)), as: UTF8.self)
    }

    /// As `TextFormat.code` allows.
    private static let lengthMax = 40
}
