package import Merge

/// A schema as text, one field a line: `type.attribute.shape.part.field.kind`.
///
/// Stored values are read by position, so a release may add types, attributes, trailing fields
/// and trailing choices, and nothing else. Policies, writers and visibility are rules at read and
/// stay out of the listing.
package enum SchemaListing {
    /// The schema as sorted lines, one a field: what of it changes shows as a line's change.
    package static func lines(_ schema: Schema) -> [String] {
        schema.types.flatMap { type in
            type.attributes.flatMap { lines($0, of: type.name) }
        }
    }

    private static func lines(_ attribute: Attribute, of type: String) -> [String] {
        let start = "\(type).\(attribute.name).\(name(attribute.shape))"
        let key = attribute.key.map { "\(start).key.\($0.name).\(name($0))" }
        let value = attribute.fields.map { "\(start).value.\($0.name).\(name($0))" }
        return key + value
    }

    private static func name(_ shape: Attribute.Shape) -> String {
        switch shape {
        case .register: "register"
        case .set, .guardedSet: "set"
        case .map: "map"
        case .log: "log"
        case .counter: "counter"
        }
    }

    private static func name(_ field: Field) -> String {
        name(field.kind) + (field.isRequired ? "!" : "")
    }

    private static func name(_ kind: FieldKind) -> String {
        switch kind {
        case .text(let max): "text(\(max))"
        case .integer(let range): "integer(\(range.lowerBound)...\(range.upperBound))"
        case .money: "money"
        case .percent: "percent"
        case .day: "day"
        case .instant: "instant"
        case .flag: "flag"
        case .choice(let words): "choice(\(words.joined(separator: "|")))"
        case .reference(let type): "reference(\(type))"
        case .formatted(let format): "formatted(\(format))"
        case .blob: "blob"
        case .list: "list"
        }
    }
}
