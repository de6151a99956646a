package import Merge

extension Write {
    /// A write of one unit with its fields by name; a field that is not named is blank.
    ///
    /// - Parameter key: the fields of a map's key or a set's element.
    package init(
        _ type: RecordType, _ record: RecordID, _ attribute: String,
        key: KeyValuePairs<String, Scalar?> = [:], _ fields: KeyValuePairs<String, Scalar?> = [:]
    ) {
        guard let declared = type[attribute] else {
            preconditionFailure("a rule writes an attribute that the schema lacks")
        }
        self.init(
            record: record, type: type.name, attribute: attribute,
            key: declared.key.isEmpty ? [] : Write.value(declared.key, key).encoded,
            value: Write.value(declared.fields, fields).encoded)
    }

    /// Takes away what stands at a map's key, or a set's element.
    package init(
        removing key: KeyValuePairs<String, Scalar?>, from type: RecordType, _ record: RecordID,
        _ attribute: String
    ) {
        self.init(
            record: record, type: type.name, attribute: attribute,
            key: Write.value(type[attribute]?.key ?? [], key).encoded, value: nil)
    }

    private static func value(
        _ fields: [Field], _ given: KeyValuePairs<String, Scalar?>
    ) -> Value {
        var scalars = [Scalar](repeating: .null, count: fields.count)
        for (name, scalar) in given {
            guard let index = fields.firstIndex(where: { $0.name == name }) else {
                preconditionFailure("a rule writes a field that the schema lacks")
            }
            scalars[index] = scalar ?? .null
        }
        return Value(scalars)
    }
}

extension Scalar {
    /// A reference to a record.
    package static func reference(_ record: RecordID) -> Scalar {
        .blob(record.bytes[...])
    }

    package static func day(_ day: Day) -> Scalar {
        .int(day.number)
    }
}
