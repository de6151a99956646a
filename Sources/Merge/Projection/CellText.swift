/// The one way a field is written for people, CSV, JSON and the readable tables.
package enum CellText {
    /// A field as text; blank is the empty text.
    package static func text(_ scalar: Scalar, _ kind: FieldKind) -> String {
        switch scalar {
        case .null: return ""
        case .flag(let flag): return flag ? "true" : "false"
        case .text(let text): return text
        case .blob(let blob):
            if case .reference = kind, let id = RecordID(bytes: blob) { return id.description }
            return blob.hexadecimal
        case .int(let int):
            switch kind {
            case .day: return Day(number: int).description
            case .money: return hundredths(int)
            case .percent: return hundredths(int)
            default: return String(int)
            }
        }
    }

    /// A field as JSON: numbers and flags bare, everything else text; money as integer cents stays
    /// exact, so it is written as text with two decimals.
    package static func json(_ scalar: Scalar, _ kind: FieldKind) -> String {
        switch (scalar, kind) {
        case (.null, _): "null"
        case (.flag(let flag), _): flag ? "true" : "false"
        case (.int(let int), .integer), (.int(let int), .instant): String(int)
        default: quoted(text(scalar, kind))
        }
    }

    /// A cell as JSON: a set is an array, a map an array of `{"key", "value"}`, a log an array of
    /// objects with the field names.
    package static func json(
        _ cell: Projection.Cell, of column: Column, in type: RecordType
    ) -> String {
        let attribute = type.attributes[column.attribute]
        switch cell {
        case .scalar(let scalar): return json(scalar, column.kind)
        case .unknown: return "null"
        case .elements(let elements):
            return array(elements.map { fields($0, attribute.key) })
        case .pairs(let pairs):
            return array(
                pairs.map { pair in
                    let value = pair.value.map { fields($0, attribute.fields) } ?? "null"
                    return "{\"key\":\(fields(pair.key, attribute.key)),\"value\":\(value)}"
                })
        case .steps(let steps):
            return array(steps.map { fields($0.value, attribute.fields) })
        }
    }

    /// A cell for a table: as JSON where it is a list, `?` where it is unknown.
    package static func text(
        _ cell: Projection.Cell, of column: Column, in type: RecordType
    ) -> String {
        switch cell {
        case .scalar(let scalar): text(scalar, column.kind)
        case .unknown: "?"
        case .elements(let list) where list.isEmpty: ""
        case .pairs(let list) where list.isEmpty: ""
        case .steps(let list) where list.isEmpty: ""
        default: json(cell, of: column, in: type)
        }
    }

    /// One field stands for itself, several become an object.
    package static func fields(_ value: Value, _ fields: [Field]) -> String {
        if fields.count == 1 { return json(value[0], fields[0].kind) }
        let members = fields.enumerated().compactMap { index, field in
            value[index].isNull
                ? nil : "\(quoted(field.name)):\(json(value[index], field.kind))"
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// A JSON string; control characters are escaped, so no terminal is ever steered by data.
    package static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"")
                && byte != UInt8(ascii: "\\")
        }
        if isPlain { return "\"\(text)\"" }
        var out = "\""
        for unit in text.unicodeScalars {
            switch unit {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where unit.value < 0x20 || (0x7F...0x9F).contains(unit.value):
                let digits = String(unit.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(unit)
            }
        }
        return out + "\""
    }

    private static func array(_ items: [String]) -> String {
        "[" + items.joined(separator: ",") + "]"
    }

    private static func hundredths(_ value: Int64) -> String {
        let magnitude = value.magnitude
        let rest = String(magnitude % 100)
        return (value < 0 ? "-" : "") + String(magnitude / 100) + "."
            + (rest.count == 1 ? "0" + rest : rest)
    }
}
