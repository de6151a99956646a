import Foundation
import Merge

/// One object of a JSON listing.
///
/// What stands under a name reads as text: a string as it is, a number by its digits, `true`, a
/// list or object as JSON with its names in order; `nil` for null and for what is not there.
package struct JSONRow: Equatable, Sendable, Decodable {
    package let names: Set<String>
    private let texts: [String: String]

    package subscript(_ name: String) -> String? { texts[name] }

    /// The elements of the list under a name.
    package func list(_ name: String) throws -> [String] {
        let text = texts[name] ?? "[]"
        return try JSONDecoder().decode([Item].self, from: Data(text.utf8)).map(\.text)
    }

    /// The objects of the list under a name, or the one object there.
    package func rows(_ name: String) throws -> [JSONRow] {
        let text = texts[name] ?? "[]"
        return try JSONRow.rows(text.hasPrefix("{") ? "[\(text)]" : text)
    }

    package static func rows(_ text: String) throws -> [JSONRow] {
        try JSONDecoder().decode([JSONRow].self, from: Data(text.utf8))
    }

    package init(from decoder: any Decoder) throws {
        let items = try [String: Item](from: decoder)
        names = Set(items.keys)
        texts = items.compactMapValues { $0 == .null ? nil : $0.text }
    }

    private enum Item: Decodable, Equatable {
        case null, flag(Bool), whole(Int), number(Double), word(String)
        case list([Item])
        case object([String: Item])

        init(from decoder: any Decoder) throws {
            if let items = try? [String: Item](from: decoder) {
                self = .object(items)
            } else if let items = try? [Item](from: decoder) {
                self = .list(items)
            } else {
                let value = try decoder.singleValueContainer()
                self =
                    if value.decodeNil() { .null } else if let flag = try? value.decode(Bool.self) {
                        .flag(flag)
                    } else if let whole = try? value.decode(Int.self) {
                        .whole(whole)
                    } else if let number = try? value.decode(Double.self) {
                        .number(number)
                    } else {
                        .word(try value.decode(String.self))
                    }
            }
        }

        var text: String {
            if case .word(let word) = self { word } else { json }
        }

        private var json: String {
            switch self {
            case .null: "null"
            case .flag(let flag): "\(flag)"
            case .whole(let whole): "\(whole)"
            case .number(let number): "\(number)"
            case .word(let word): CellText.quoted(word)
            case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
            case .object(let items):
                "{"
                    + items.sorted { $0.key < $1.key }
                    .map { CellText.quoted($0.key) + ":" + $0.value.json }.joined(separator: ",")
                    + "}"
            }
        }
    }
}
