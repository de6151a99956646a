import Foundation

/// The kinds of a JSON object's values, to pin what programs depend on.
enum JSON: Decodable {
    case null, flag, number, text, list, object

    init(from decoder: any Decoder) throws {
        if (try? decoder.container(keyedBy: Key.self)) != nil {
            self = .object
        } else if (try? decoder.unkeyedContainer()) != nil {
            self = .list
        } else {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if (try? value.decode(Bool.self)) != nil {
                self = .flag
            } else {
                self = (try? value.decode(Double.self)) != nil ? .number : .text
            }
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// `name:kind` of the first object's members, in the order of `columns`.
    static func shape(_ text: String, _ columns: [String]) throws -> [String] {
        let rows = try JSONDecoder().decode([[String: JSON]].self, from: Data(text.utf8))
        guard let row = rows.first, Set(row.keys) == Set(columns) else {
            return ["other columns: \(rows.first?.keys.sorted() ?? [])"]
        }
        return columns.map { "\($0):\(row[$0] ?? .null)" }
    }
}
