import Merge

/// Which types must name which, worked out once: asked for every record that changes.
struct SchemaRelations {
    /// A register field that must name a record; the readable table has an index on it.
    struct Place {
        let type: RecordType
        let field: String
    }

    /// By type, the fields that must name a record.
    private(set) var references: [String: [String]] = [:]
    /// By type, who must name a record of it.
    private(set) var dependants: [String: [Place]] = [:]
    /// By type, those of them that are seen where the record is.
    private(set) var children: [String: [Place]] = [:]

    init(_ schema: Schema) {
        for type in schema.types {
            for (field, target) in SchemaRelations.references(of: type) {
                let place = Place(type: type, field: field)
                references[type.name, default: []].append(field)
                dependants[target, default: []].append(place)
                // What may name a record of any type is seen where that one is.
                let parents = schema[target] == nil ? schema.types.map(\.name) : [target]
                switch type.visibility {
                case .parent(field), .optionalParent(field): break
                case .parents(let fields) where fields.contains(field): break
                default: continue
                }
                for parent in parents { children[parent, default: []].append(place) }
            }
        }
    }

    private static func references(of type: RecordType) -> [(field: String, target: String)] {
        type.attributes.flatMap { attribute -> [(field: String, target: String)] in
            guard case .register = attribute.shape else { return [] }
            return attribute.fields.compactMap { field in
                guard case .reference(let target) = field.kind, field.isRequired else {
                    return nil
                }
                return (field.name, target)
            }
        }
    }
}
