package import Merge

/// A declared unit of merge: a register, a set, a map or a log.
package protocol UnitToken<Owner>: Sendable {
    associatedtype Owner: RecordKind

    var attribute: Attribute { get }
}

extension UnitToken {
    package var name: String { attribute.name }
}

/// A unit of several fields that only make sense together.
package struct TypedUnit<Owner: RecordKind>: UnitToken {
    package let attribute: Attribute

    package init(
        _ name: String, _ policy: Policy, writers: Writers? = nil,
        _ fields: [any FieldToken<Owner>]
    ) {
        self.attribute = .unit(name, policy, writers: writers, fields.map(\.declared))
    }
}

/// A set, map or log, whose entries read as `RecordRow`s.
package protocol RowsToken<Owner>: UnitToken {}

/// A set, map or log of a type's own.
package struct TypedRows<Owner: RecordKind>: RowsToken {
    package let attribute: Attribute

    private init(_ attribute: Attribute) {
        self.attribute = attribute
    }

    /// - Parameter guarded: removals need the right role and a reason.
    package static func set(
        _ name: String, guarded: Bool = false, writers: Writers? = nil,
        _ element: [any FieldToken]
    ) -> Self {
        Self(.set(name, guarded: guarded, writers: writers, element.map(\.declared)))
    }

    /// Declares a register for each key.
    package static func map(
        _ name: String, _ policy: Policy, writers: Writers? = nil, key: [any FieldToken],
        _ fields: [any FieldToken]
    ) -> Self {
        Self(
            .map(
                name, policy, writers: writers, key: key.map(\.declared), fields.map(\.declared)))
    }

    /// Declares entries that are only ever added.
    package static func log(
        _ name: String, writers: Writers? = nil, _ fields: [any FieldToken]
    ) -> Self {
        Self(.log(name, writers: writers, fields.map(\.declared)))
    }
}

extension RecordType {
    /// A type whose attributes are those units, in their order, and the shared `lifecycle`.
    package convenience init(
        _ name: String, _ summary: String, visibility: Visibility, writers: Writers,
        naturalKey: (any FieldToken)? = nil, _ units: [any UnitToken]
    ) {
        self.init(
            name, summary, visibility: visibility, writers: writers,
            naturalKey: naturalKey?.name,
            units.map(\.attribute))
    }
}
