package import Merge

/// A declared field: of a unit, or of the entries of a set, map or log.
package protocol FieldToken<Owner>: Sendable {
    associatedtype Owner: RecordKind
    associatedtype Content: FieldContent

    var declared: Merge.Field { get }
}

extension FieldToken {
    /// Its column, or its name within an entry.
    package var name: String { declared.name }

    /// The field with what a write says of it; blank where that is nothing.
    package func callAsFunction(_ content: Content?) -> NamedScalar {
        NamedScalar(name: name, scalar: content?.scalar ?? .null)
    }

    /// The field with a scalar that is of its kind already.
    package func callAsFunction(_ scalar: Scalar?) -> NamedScalar {
        NamedScalar(name: name, scalar: scalar ?? .null)
    }
}

/// What a write says of one field.
package struct NamedScalar: Hashable, Sendable {
    package let name: String
    package let scalar: Scalar

    /// - Parameter name: a field's, as its record's type has it.
    package init(name: String, scalar: Scalar) {
        self.name = name
        self.scalar = scalar
    }
}

/// A field that is no unit by itself.
package struct TypedField<Owner: RecordKind, Content: FieldContent>: FieldToken {
    package let declared: Merge.Field

    package init(_ name: String, _ kind: ContentKind<Content>, required: Bool = false) {
        self.declared = Merge.Field(name, kind.kind, required: required)
    }
}

/// A unit of one field, named like it.
package struct TypedRegister<Owner: RecordKind, Content: FieldContent>: FieldToken, UnitToken {
    package let declared: Merge.Field
    package let attribute: Attribute
    /// The field's and the unit's.
    package var name: String { declared.name }

    package init(
        _ name: String, _ kind: ContentKind<Content>, _ policy: Policy, required: Bool = false,
        writers: Writers? = nil
    ) {
        self.declared = Merge.Field(name, kind.kind, required: required)
        self.attribute = .register(
            name, kind.kind, policy, required: required, writers: writers)
    }
}
