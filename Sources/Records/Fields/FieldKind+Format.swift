package import Merge
package import Tables

extension FieldKind {
    /// Text that must match a format of ours.
    package static func format(_ format: TextFormat) -> FieldKind {
        .formatted(format.rawValue)
    }

    /// A count of days, at most ten years.
    package static let days = FieldKind.integer(0...3_653)

    /// A reference to a record of any type.
    package static let anyReference = FieldKind.reference(AnyRecord.typeName)
}
