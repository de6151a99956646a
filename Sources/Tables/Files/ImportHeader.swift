/// The first row of a file: the names of its columns.
package struct ImportHeader: Sendable {
    /// What is compared: lower-case letters and digits.
    ///
    /// `Office Code`, `office_code` and
    /// `OFFICE-CODE` are one name, and so are the two spellings of NPPES with one and two blanks.
    package static func key(_ name: some StringProtocol) -> String {
        let letters = name.utf8.lazy.filter { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: byte >= 0x80
            }
        }
        return String(decoding: Array(letters), as: UTF8.self).lowercased()
    }

    package let names: [String]
    /// How many fields its row has: as many as names, and the blanks behind them.
    let width: Int
    private let keys: [String]

    init(_ row: CSVRow) {
        // Spreadsheets write delimiters as far as any row once reached.
        let last = row.fields.lastIndex { !$0.allSatisfy(CSVReader.isBlank) }
        self.names = row.fields.prefix((last ?? -1) + 1).map { String(decoding: $0, as: UTF8.self) }
        self.width = row.fields.count
        self.keys = names.map(Self.key)
    }

    /// Whether a column goes by that name; case, spaces and punctuation never count.
    package func contains(_ name: String) -> Bool {
        keys.contains(Self.key(name))
    }

    /// The fields whose header is that name or one of its aliases.
    package func positions(of name: String, also aliases: [String] = []) -> [Int] {
        let wanted = Set(([name] + aliases).map(Self.key))
        return keys.indices.filter { wanted.contains(keys[$0]) }
    }

    /// A header of the file as it may be shown: cut, without control characters.
    package func shown(_ position: Int) -> String {
        guard names.indices.contains(position) else { return "" }
        let clean = names[position].unicodeScalars.filter {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
        }
        let bytes = String(String.UnicodeScalarView(clean)).utf8.prefix(
            ImportLimits.headerBytesMax)
        return String(decoding: bytes, as: UTF8.self)
    }
}
