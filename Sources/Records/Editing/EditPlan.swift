internal import Merge
internal import Tables

/// The assignments of one edit, sorted by the attribute they touch and parsed into values.
struct EditPlan {
    /// Attribute name to field index to the new scalar.
    private(set) var registers: [String: [Int: Scalar]] = [:]
    /// Attribute name to what is asked of its elements, keys or entries, in the order given.
    private(set) var items: [String: [Item]] = [:]

    /// One element, key or entry.
    struct Item: Hashable {
        let key: Bytes
        /// The parsed fields; `nil` removes.
        let value: Value?
    }

    private let type: RecordType
    private let parser: FieldParser

    init(
        _ assignments: [Assignment], type: RecordType, parser: FieldParser
    ) throws(EditProblem) {
        self.type = type
        self.parser = parser
        for assignment in assignments { try add(assignment) }
    }

    private mutating func add(_ assignment: Assignment) throws(EditProblem) {
        guard let column = type.column(assignment.field) else { throw unknown(assignment.field) }
        let attribute = type.attributes[column.attribute]
        guard attribute.name != Attribute.lifecycle.name else {
            throw .invalid(field: assignment.field, .notEditable)
        }
        if let field = column.field {
            guard case .assign(let text) = assignment.change else {
                throw .wrongForm(field: assignment.field, expected: "\(assignment.field)=VALUE")
            }
            try assign(text, to: attribute, field: field)
        } else {
            try addItem(assignment, attribute)
        }
    }

    private mutating func assign(
        _ text: String, to attribute: Attribute, field: Int
    ) throws(EditProblem) {
        let declared = attribute.fields[field]
        guard registers[attribute.name]?[field] == nil else {
            throw .assignedTwice(field: declared.name)
        }
        let scalar = try scalar(text, declared)
        registers[attribute.name, default: [:]][field] = scalar
    }

    private mutating func addItem(
        _ assignment: Assignment, _ attribute: Attribute
    ) throws(EditProblem) {
        let item: Item
        switch (attribute.shape, assignment.change) {
        case (.set, .add(let text)), (.guardedSet, .add(let text)):
            item = Item(key: try key(text, attribute), value: Value([]))
        case (.set, .remove(let text)), (.guardedSet, .remove(let text)):
            item = Item(key: try key(text, attribute, isStored: true), value: nil)
        case (.map, .put(let key, let text)):
            let value = try value(text, attribute.fields, of: attribute)
            let isBlank = value.scalars.allSatisfy(\.isNull)
            if !isBlank { try check(value, attribute.fields, of: attribute) }
            item = Item(key: try self.key(key, attribute), value: isBlank ? nil : value)
        case (.log, .add(let text)), (.counter, .add(let text)):
            let value = try value(text, attribute.fields, of: attribute)
            try check(value, attribute.fields, of: attribute)
            items[attribute.name, default: []].append(Item(key: [], value: value))
            return
        default:
            throw .wrongForm(field: attribute.name, expected: EditPlan.form(of: attribute))
        }
        let isTwice = items[attribute.name]?.contains { $0.key == item.key } ?? false
        guard !isTwice else { throw .assignedTwice(field: attribute.name) }
        items[attribute.name, default: []].append(item)
    }

    /// - Parameter isStored: whether it names what stands, whatever that is.
    private func key(
        _ text: String, _ attribute: Attribute, isStored: Bool = false
    ) throws(EditProblem) -> Bytes {
        let key = try value(text, attribute.key, of: attribute, isStored: isStored)
        try check(key, attribute.key, of: attribute)
        return key.encoded
    }

    private func check(
        _ value: Value, _ fields: [Field], of attribute: Attribute
    ) throws(EditProblem) {
        guard let found = ValueCheck.problem(value, fields) else { return }
        let path = [attribute.name, found.field].compactMap(\.self)
        throw .invalid(field: path.joined(separator: "."), found.problem)
    }

    private func value(
        _ text: String, _ fields: [Field], of attribute: Attribute, isStored: Bool = false
    ) throws(EditProblem) -> Value {
        let parts = fields.count == 1 ? [text] : Parts.split(text)
        guard parts.count <= fields.count else {
            throw .tooManyParts(field: attribute.name, limit: fields.count)
        }
        var scalars: [Scalar] = []
        for (part, field) in zip(parts, fields) {
            scalars.append(try scalar(part, field, within: attribute, isStored: isStored))
        }
        return Value(scalars)
    }

    private func scalar(
        _ text: String, _ field: Field, within attribute: Attribute? = nil,
        isStored: Bool = false
    ) throws(EditProblem) -> Scalar {
        do {
            guard !isStored else { return try parser.scalar(text, as: field.kind) }
            return try parser.scalar(text, in: field)
        } catch {
            let path = [attribute?.name, field.name].compactMap(\.self)
            throw .invalid(field: path.joined(separator: "."), error)
        }
    }

    private func unknown(_ name: String) -> EditProblem {
        if let unit = type[name] {
            let forms = unit.fields.map { "\($0.name)=VALUE" }
            return .wrongForm(field: name, expected: forms.joined(separator: " "))
        }
        let names = type.columns.map(\.name).filter { !$0.hasPrefix("lifecycle") }
        return .unknownField(
            name, type: type.name, closest: Spelling.closest(to: name, among: names))
    }

    private static func form(of attribute: Attribute) -> String {
        let name = attribute.name
        let value = attribute.fields.map(\.name).joined(separator: ";")
        let key = attribute.key.map(\.name).joined(separator: ";")
        return switch attribute.shape {
        case .register: "\(name)=VALUE"
        case .set, .guardedSet: "\(name)+=\(key) or \(name)-=\(key)"
        case .map: "\(name)[\(key)]=\(value)"
        case .log, .counter: "\(name)+=\(value)"
        }
    }
}
