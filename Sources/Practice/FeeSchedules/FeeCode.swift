/// Procedure codes as fee files write them.
package enum FeeCode {
    /// `0120`, `D 0120` and `d0120` are `D0120`; other digits are CPT or nothing.
    static func normalized(_ text: String) throws(FeeFault) -> String {
        var bytes = ASCIIText.uppercased(ASCIIText.trimmed(text).utf8)
        if bytes.first == UInt8(ascii: "D") {
            let digits = bytes.dropFirst().drop(while: ASCIIText.isSpace)
            if digits.allSatisfy(ASCIIText.isDigit) { bytes = [UInt8(ascii: "D")] + digits }
        } else if !bytes.isEmpty, bytes.allSatisfy(ASCIIText.isDigit) {
            if bytes.count < 4 { throw .lostZero }
            if bytes.count == 4 { bytes = [UInt8(ascii: "D")] + bytes }
            if bytes.count > 5 { throw .notACode }
        }
        // A word without a digit is a total or a remark; no code system has such a code.
        guard bytes.contains(where: ASCIIText.isDigit),
            let code = TextFormat.procedure.normalized(String(decoding: bytes, as: UTF8.self))
        else { throw .notACode }
        return code
    }

    /// As typed on a command line; `nil` for what is no code.
    package static func typed(_ text: String) -> String? {
        do { return try normalized(text) } catch { return nil }
    }
}
