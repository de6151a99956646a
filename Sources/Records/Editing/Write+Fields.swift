package import Merge

extension Write {
    /// A write of one unit by its declared fields; a field that is not named is blank.
    ///
    /// - Parameter key: the fields of a map's key or a set's element.
    package init<U: UnitToken>(
        _ unit: U, _ record: RecordID, key: [NamedScalar] = [], _ fields: [NamedScalar] = []
    ) {
        let attribute = unit.attribute
        self.init(
            record: record, type: U.Owner.type.name, attribute: attribute.name,
            key: attribute.key.isEmpty ? [] : Write.value(attribute.key, key).encoded,
            value: Write.value(attribute.fields, fields).encoded)
    }

    /// A write of a register; blank where that is nothing.
    package init<Owner: RecordKind, Content: FieldContent>(
        _ register: TypedRegister<Owner, Content>, _ record: RecordID, _ content: Content?
    ) {
        self.init(register, record, [register(content)])
    }

    /// Takes away what stands at a map's key, or a set's element.
    package init<R: RowsToken>(removing key: [NamedScalar], from rows: R, _ record: RecordID) {
        self.init(
            record: record, type: R.Owner.type.name, attribute: rows.name,
            key: Write.value(rows.attribute.key, key).encoded, value: nil)
    }

    /// A write of what an entry of such a unit says elsewhere.
    package init<U: UnitToken>(_ unit: U, _ record: RecordID, copying row: RecordRow) {
        self.init(
            record: record, type: U.Owner.type.name, attribute: unit.name, key: row.key.encoded,
            value: row.value?.encoded)
    }

    /// A write of whichever unit of whichever type has that name.
    package init(
        _ type: RecordType, _ record: RecordID, named attribute: String,
        _ fields: [NamedScalar] = []
    ) {
        guard let declared = type[attribute] else {
            preconditionFailure("a rule writes an attribute that the schema lacks")
        }
        self.init(
            record: record, type: type.name, attribute: attribute,
            value: Write.value(declared.fields, fields).encoded)
    }

    private static func value(_ fields: [Field], _ given: [NamedScalar]) -> Value {
        var scalars = [Scalar](repeating: .null, count: fields.count)
        for named in given {
            guard let index = fields.firstIndex(where: { $0.name == named.name }) else {
                preconditionFailure("a rule writes a field that its unit lacks")
            }
            scalars[index] = named.scalar
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
