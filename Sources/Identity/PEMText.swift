import Foundation

/// Reads the one block of a PEM text.
package enum PEMText {
    /// - Returns: `nil` for anything but one well-formed block.
    package static func der(_ text: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard lines.count > 2, lines.first?.hasPrefix("-----BEGIN ") == true,
            lines.last?.hasPrefix("-----END ") == true,
            let data = Data(base64Encoded: lines.dropFirst().dropLast().joined())
        else { return nil }
        return Array(data)
    }
}
