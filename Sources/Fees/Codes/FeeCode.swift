internal import Tables

/// Procedure codes as fee files write them.
package enum FeeCode {
    /// By the one rule of `TextFormat.procedure`; what a spreadsheet did to a code is said.
    package static func normalized(_ text: String) throws(FeeFault) -> String {
        let bytes = ASCIIText.trimmed(text).utf8
        if !bytes.isEmpty, bytes.count < 4, bytes.allSatisfy(ASCIIText.isDigit) {
            throw .lostZero
        }
        guard let code = TextFormat.procedure.normalized(text) else { throw .notACode }
        return code
    }

    /// As typed on a command line; `nil` for what is no code.
    package static func typed(_ text: String) -> String? {
        TextFormat.procedure.normalized(text)
    }
}
