/// One unit of merge: its fields are written together and never mixed between two writers.
package struct Attribute: Sendable {
    package let name: String
    package let shape: Shape
    /// The fields of the value; a set has none beside its element.
    package let fields: [Field]
    /// The fields of the key: a set's element, a map's key; empty otherwise.
    package let key: [Field]
    /// `nil` follows the record type.
    package let writers: Writers?

    package init(
        name: String, shape: Shape, fields: [Field], key: [Field] = [], writers: Writers? = nil
    ) {
        self.name = name
        self.shape = shape
        self.fields = fields
        self.key = key
        self.writers = writers
    }

    /// How entries of the attribute add up.
    package enum Shape: Hashable, Sendable {
        /// One value; concurrent writes are siblings until somebody who saw them writes.
        case register(Policy)
        /// Elements come and go; adding wins over a removal that did not see it.
        case set
        /// A set whose removals need the right role and a reason: restrictions, exclusions.
        case guardedSet
        /// A register per key.
        case map(Policy)
        /// Entries are only ever added.
        case log
        /// Amounts are only ever added; the value is their sum.
        case counter

        /// A write replaces nothing.
        package var isAddOnly: Bool { self == .log || self == .counter }
    }

    package var policy: Policy {
        switch shape {
        case .register(let policy), .map(let policy): policy
        case .set, .guardedSet, .log, .counter: .latest
        }
    }

    func columns(at index: Int) -> [Column] {
        switch shape {
        case .register:
            fields.enumerated().map { field, declared in
                Column(name: declared.name, attribute: index, field: field, kind: declared.kind)
            }
        case .set, .guardedSet, .map, .log, .counter:
            [Column(name: name, attribute: index, field: nil, kind: .list)]
        }
    }
}

extension Attribute {
    /// A unit of one field named like the attribute.
    package static func register(
        _ name: String, _ kind: FieldKind, _ policy: Policy, required: Bool = false,
        writers: Writers? = nil
    ) -> Attribute {
        Attribute(
            name: name, shape: .register(policy),
            fields: [Field(name, kind, required: required)], writers: writers)
    }

    /// A unit of several fields that only make sense together.
    package static func unit(
        _ name: String, _ policy: Policy, writers: Writers? = nil, _ fields: [Field]
    ) -> Attribute {
        Attribute(name: name, shape: .register(policy), fields: fields, writers: writers)
    }

    package static func set(
        _ name: String, guarded: Bool = false, writers: Writers? = nil, _ element: [Field]
    ) -> Attribute {
        Attribute(
            name: name, shape: guarded ? .guardedSet : .set, fields: [], key: element,
            writers: writers)
    }

    /// A register for each key.
    package static func map(
        _ name: String, _ policy: Policy, writers: Writers? = nil, key: [Field], _ fields: [Field]
    ) -> Attribute {
        Attribute(name: name, shape: .map(policy), fields: fields, key: key, writers: writers)
    }

    /// Entries that are only ever added.
    package static func log(
        _ name: String, writers: Writers? = nil, _ fields: [Field]
    ) -> Attribute {
        Attribute(name: name, shape: .log, fields: fields, writers: writers)
    }

    /// A sum to which amounts are added.
    package static func counter(_ name: String, writers: Writers? = nil) -> Attribute {
        Attribute(
            name: name, shape: .counter, fields: [Field(name, .integer(Int64.min...Int64.max))],
            writers: writers)
    }

    /// Every record's life.
    ///
    /// Its value names the live entries its writer saw: what he did not see and somebody else wrote
    /// meanwhile is a conflict, never a loss.
    package static let lifecycle = Attribute(
        name: "lifecycle", shape: .register(.review),
        fields: [
            Field("lifecycle", .choice(Lifecycle.allCases.map(\.rawValue))),
            Field("lifecycleReason", .text(max: 255)),
            Field("lifecycleSeen", .blob),
        ])
}

/// One column of a unit.
package struct Field: Hashable, Sendable {
    package let name: String
    package let kind: FieldKind
    package let isRequired: Bool

    package init(_ name: String, _ kind: FieldKind, required: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = required
    }
}

/// What a field may hold and how it is written in tables, CSV and JSON.
package enum FieldKind: Hashable, Sendable {
    /// Text of at most so many UTF-8 bytes, no control characters.
    case text(max: Int)
    case integer(ClosedRange<Int64>)
    /// US cents, stored as an integer; written `12.34`.
    case money
    /// Basis points 0...10000, written as a percentage: `12.5`.
    case percent
    /// Days since 1970-01-01, stored as an integer; written `2026-11-23`.
    case day
    /// Milliseconds since 1970, UTC.
    case instant
    case flag
    case choice([String])
    /// The id of a record of that type, as 16 bytes.
    case reference(String)
    /// Text in a format that `Practice` checks by name: `npi`, `dea`, `tin`, `zip`…
    case formatted(String)
    case blob
    /// A set, map, log or counter as one JSON column. No field has this kind.
    case list
}

/// What people see while siblings stand.
///
/// Policies are read at projection and never touch the data.
package enum Policy: String, Hashable, Sendable {
    /// The greatest effective time wins, then the greatest change set id; the others stay siblings.
    case latest
    /// Siblings that differ are a conflict for a person; the latest is shown and marked.
    case review
    /// As `review`, and everything that depends on it answers "unknown" until it is settled.
    case blocking
    /// The greatest first field of the siblings.
    case maximum
    /// The smallest first field of the siblings.
    case minimum
    /// Written once. Two concurrent first writes are a conflict; the earliest is shown.
    case immutable
}
