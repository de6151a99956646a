package import Merge
internal import Tables

/// What people call a record, so that nobody has to look its id up.
///
/// A code, NPI or login with the name beside it, a person's name; of what has neither, such as a
/// case or a coverage, the records it is about. It is told of what a replica holds, and so of
/// nothing outside of its scope.
package struct RecordTitle<Lookup: RecordLookup> {
    private let lookup: Lookup

    package init(_ lookup: Lookup) {
        self.lookup = lookup
    }

    /// - Returns: `nil` for what is not held here or has nothing to be called by.
    package subscript(id: RecordID) -> String? {
        lookup.record(id).flatMap { own($0) ?? parents(of: $0) }
    }

    /// The number by which commands take a record, with the name beside it; the end of the id where
    /// the record has no number or is not here.
    package func label(_ id: RecordID) -> String {
        lookup.record(id).map { label(of: $0) } ?? id.suffix
    }

    /// What a list calls a record: its number and its title, or the end of its id.
    package func label(of view: RecordView) -> String {
        let title = own(view) ?? parents(of: view)
        guard view.naturalKey == nil else {
            return title ?? view.id.suffix
        }
        return [view.id.suffix, title].compactMap(\.self).joined(separator: " ")
    }

    /// A unit's value with what people call the records in it: one field stands for itself, of
    /// several each says its name.
    package func words(_ value: Value, _ fields: [Field]) -> String {
        fields.enumerated().compactMap { index, field -> String? in
            guard !value[index].isNull else { return nil }
            let record = field.kind.isReference ? RecordID(value[index]) : nil
            let text = record.map(label) ?? CellText.text(value[index], field.kind)
            return fields.count == 1 ? text : "\(field.name)=\(text)"
        }.joined(separator: " ")
    }

    private func own(_ view: RecordView) -> String? {
        let key = view.type.naturalKey == "name" ? nil : view.naturalKey
        let named = ["name", "legalName", "displayName", "title"].lazy
            .compactMap { view.scalar(named: $0)?.text }.first
        let person = view.personName
        let parts = [key, person.isEmpty ? named : person].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// The records without which this one would be about nothing, each by its shortest name.
    private func parents(of view: RecordView) -> String? {
        let ids = identity(of: view.type).prefix(Self.parentsMax)
            .compactMap { view.scalar(named: $0).flatMap(RecordID.init) }
        var names = ids.map { id in lookup.record(id).flatMap { short($0) } ?? id.suffix }
        // Two that go by one number are told apart by more.
        if Set(names).count < Set(ids).count {
            names = ids.map { id in
                [lookup.record(id).flatMap { own($0) }, id.suffix].compactMap(\.self)
                    .joined(separator: " ")
            }
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// The fields that name what a record is about.
    private func identity(of type: RecordType) -> [String] {
        // A patient's coverages go by their plans.
        guard type.name != "coverage" else {
            return [AnyRecord.insurancePlan.name, AnyRecord.patient.name]
        }
        let identity = type.attributes.first { attribute in
            attribute.fields.contains { $0.isRequired && $0.kind.isReference }
        }
        return identity?.fields.filter(\.kind.isReference).map(\.name) ?? []
    }

    private func short(_ view: RecordView) -> String? {
        view.naturalKey ?? own(view)
    }

    private static var parentsMax: Int { 3 }
}

extension FieldKind {
    fileprivate var isReference: Bool {
        if case .reference = self { true } else { false }
    }
}
