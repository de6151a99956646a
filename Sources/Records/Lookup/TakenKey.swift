package import Merge
internal import Tables

/// A code, NPI or login that would name two records from then on.
///
/// Two desks that know nothing of each other may give it twice, and then a person settles it; one
/// desk that holds the first record has no reason to.
package struct TakenKey: Error, Hashable, Sendable {
    package let type: String
    package let field: String
    /// The record in use that goes by it.
    package let holder: RecordID

    package init(type: String, field: String, holder: RecordID) {
        self.type = type
        self.field = field
        self.holder = holder
    }
}

extension TakenKey: CustomStringConvertible {
    package var description: String {
        "another \(type) goes by that \(field) already: "
            + "`bridgework show \(type) \(holder.suffix)` shows it; go on with that record, give "
            + "this one another \(field), or change it there first with "
            + "`bridgework edit \(type) \(holder.suffix) \(field)=…`"
    }
}

extension RecordLookup {
    /// The first key in these writes by which another record in use goes.
    ///
    /// What a record goes by already is no claim, whoever else goes by it: that is a conflict for
    /// somebody to settle, and may not keep people from work.
    package func takenKey(in writes: [Write], of schema: Schema) -> TakenKey? {
        writes.lazy.compactMap { taken(by: $0, schema) }.first
    }

    private func taken(by write: Write, _ schema: Schema) -> TakenKey? {
        guard let type = schema[write.type], let field = type.naturalKey,
            let column = type.column(field), let place = column.field
        else { return nil }
        let before = record(write.record)
        let claimed: String?
        switch write.attribute {
        case type.attributes[column.attribute].name:
            guard before?.isActive ?? true else { return nil }
            claimed = write.value.flatMap { Entry.value(of: $0)[place].text }
        // What comes back into use brings its key along.
        case Attribute.lifecycle.name:
            guard let before, !before.isActive,
                write.value.map({ Entry.value(of: $0)[0].text }) == Lifecycle.active.rawValue
            else { return nil }
            claimed = before.naturalKey
        default: return nil
        }
        guard let claimed else { return nil }
        let stood = before.flatMap { $0.isActive ? $0.naturalKey : nil }
        guard stood.map(TextFold.key) != TextFold.key(claimed) else { return nil }
        let own = [write.record, before.map { standIn(for: $0).id }]
        let holder = holders(of: claimed, type).first { id in
            !own.contains(id) && record(id)?.isActive == true
        }
        return holder.map { TakenKey(type: type.name, field: field, holder: $0) }
    }
}
