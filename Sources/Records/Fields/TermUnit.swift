package import Merge

/// First and last day, both inclusive; a blank last day means open.
package struct TermUnit<Owner: RecordKind>: UnitToken {
    package let from = TypedField<Owner, Day>("effectiveFrom", .day)
    package let through = TypedField<Owner, Day>("effectiveThrough", .day)
    package let attribute: Attribute

    package init(_ policy: Policy, writers: Writers? = nil) {
        self.attribute = .unit(
            "term", policy, writers: writers, [from.declared, through.declared])
    }
}
