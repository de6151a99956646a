/// A file that a screen's user handed over for one errand; it lies in memory, and on no disk under
/// any name.
package struct ErrandFile: Hashable, Sendable {
    /// As reports call it: letters, digits, dots, hyphens and underscores of ASCII.
    package let name: String
    package let bytes: [UInt8]

    /// - Parameter name: as the user's machine calls it; only its last part and its plain
    ///   characters are kept.
    package init(named name: String, _ bytes: [UInt8]) {
        let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
        let plain = last.unicodeScalars.map { scalar -> Character in
            let isPlain =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "._-".unicodeScalars.contains(scalar))
            return isPlain ? Character(scalar) : "_"
        }
        let trimmed = plain.drop { $0 == "." || $0 == "-" }.suffix(80)
        self.name = trimmed.isEmpty ? "file" : String(trimmed)
        self.bytes = bytes
    }
}
