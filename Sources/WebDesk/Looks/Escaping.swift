internal import Mustache

/// A value made text for HTML, byte by byte.
///
/// The library's own escaping goes by characters as people see them: a `<` that a combining mark
/// or a prefix joins is another character to it, and passes. A browser reads code points.
struct Escaping: MustacheContentType {
    /// The first thing in every template.
    static let pragma = "{{% CONTENT_TYPE: DESK }}"

    static func register() {
        MustacheContentTypes.register(Escaping(), named: "DESK")
    }

    func escapeText(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
