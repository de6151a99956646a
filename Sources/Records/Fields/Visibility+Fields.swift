package import Merge

// Who sees a record and who may write it is said by its declared fields, so that a scope whose
// field nobody declared does not compile.

extension Visibility {
    /// The office that a reference names, and central; blank means central only.
    package static func office<F: FieldToken>(_ field: F) -> Visibility
    where F.Content == RecordID {
        .office(field: field.name)
    }

    /// The offices that are elements of a set, and central.
    package static func offices(_ set: some RowsToken) -> Visibility {
        .offices(set: set.name)
    }

    /// The same, and those of another set that says nothing but who sees the record.
    package static func offices(_ set: some RowsToken, readers: some RowsToken) -> Visibility {
        .offices(set: set.name, readers: readers.name)
    }

    /// Whatever the record that a reference names is visible to.
    package static func parent<F: FieldToken>(_ field: F) -> Visibility
    where F.Content == RecordID {
        .parent(field: field.name)
    }

    /// As `parent` where the reference names a record, else central.
    package static func optionalParent<F: FieldToken>(
        _ field: F
    ) -> Visibility where F.Content == RecordID {
        .optionalParent(field: field.name)
    }

    /// Whatever any of the records that two references name is visible to.
    static func parents<One: FieldToken, Two: FieldToken>(
        _ one: One, _ two: Two
    ) -> Visibility where One.Content == RecordID, Two.Content == RecordID {
        .parents(fields: [one.name, two.name])
    }

    /// The group, or while the reference names an office, that office and central.
    package static func groupUnlessProvisional<F: FieldToken>(
        _ office: F
    ) -> Visibility where F.Content == RecordID {
        .groupUnlessProvisional(office: office.name)
    }
}

extension Writers {
    /// Central, and the office that a reference names.
    package static func office<F: FieldToken>(_ field: F) -> Writers where F.Content == RecordID {
        .office(field: field.name)
    }

    /// Central, and the office that the record is: an office is its own.
    static let officeItself = Writers.office(field: "id")
}

extension TypedRegister where Content == RecordID {
    /// A unit of one reference: the office it names may write it, beside the centre.
    package static func ownOffice(_ name: String, _ policy: Policy) -> TypedRegister {
        TypedRegister(name, .reference("office"), policy, writers: .office(field: name))
    }
}
