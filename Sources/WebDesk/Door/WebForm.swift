/// Fields as a browser sends them: `application/x-www-form-urlencoded`.
package struct WebForm: Equatable, Sendable {
    private let fields: [(name: String, value: String)]

    package init(_ fields: [(name: String, value: String)] = []) {
        self.fields = fields
    }

    /// - Returns: `nil` for what is malformed, no UTF-8, or more than a form of ours has.
    package init?(encoded text: some StringProtocol) {
        var fields: [(String, String)] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard fields.count < WebLimits.fieldsMax, let name = WebForm.decoded(parts[0]),
                let value = parts.count == 2 ? WebForm.decoded(parts[1]) : ""
            else { return nil }
            fields.append((name, value))
        }
        self.init(fields)
    }

    /// The first value under the name, without blanks around it; `nil` where it is blank.
    package subscript(_ name: String) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
        let trimmed = value.drop(while: \.isWhitespace)
        let end = trimmed.lastIndex { !$0.isWhitespace }
        return end.map { String(trimmed[...$0]) }
    }

    /// The first value under the name as it was typed; `nil` where it is blank.
    func exactly(_ name: String) -> String? {
        fields.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// Every value of a field that is not blank, in order.
    package func all(_ name: String) -> [String] {
        fields.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// Whether the field was sent at all, blank or not.
    package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// The fields whose names begin so, by the rest of the name.
    package func under(_ prefix: String) -> [(name: String, value: String)] {
        fields.filter { $0.name.hasPrefix(prefix) && !$0.value.isEmpty }
            .map { (String($0.name.dropFirst(prefix.count)), $0.value) }
    }

    package static func == (left: WebForm, right: WebForm) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    /// - Returns: `nil` for a broken escape or bytes that are no UTF-8.
    package static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let high = digit(rest.removeFirst()),
                    let low = digit(rest.removeFirst())
                else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// A value for a URL: everything but letters, digits and `-._~` as `%XX`.
    package static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let isPlain = byte < 0x80 && (isWord(byte) || "-._~".utf8.contains(byte))
            bytes +=
                isPlain
                ? [byte]
                : [
                    UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)],
                ]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
