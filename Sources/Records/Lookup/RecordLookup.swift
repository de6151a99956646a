package import Merge

/// Where rules that span records find them: a store, the hub in mid-transaction, a test's few
/// records.
package protocol RecordLookup {
    associatedtype Views: Sequence<RecordView>

    /// Every type of record that this side knows, for names that people type.
    var schema: Schema { get }

    /// The office whose records alone this side holds, beside the group's; `nil` where it holds
    /// those of all offices.
    ///
    /// What is not found elsewhere is then not known to be missing.
    var office: RecordID? { get }

    /// What this side derives the ids of new records with.
    var secret: IDSecret { get }

    /// What this side derived ids with before, the last one first; none where nothing is found by
    /// its id.
    var formerSecrets: [IDSecret] { get }

    /// Every record of a type that this side holds, active or not, by id.
    func records(_ type: RecordType) -> Views
    /// `nil` where there is no such record, or it is of a type nobody here knows.
    func record(_ id: RecordID) -> RecordView?
    /// A record's live entries, for whoever must say what he saw; `nil` where there is none.
    func state(_ id: RecordID) -> RecordState?
    /// The records of a type whose reference field names that record, by id.
    ///
    /// - Parameter field: one of the type's columns; rules name it by its declaration, below.
    func records(_ type: RecordType, where field: String, is id: RecordID) -> [RecordView]
    /// The records of a type whose field shows just that text, by id.
    func records(_ type: RecordType, where field: String, shows text: String) -> [RecordView]
    /// The records of a type whose code, NPI or login is that one, in use or not, by id.
    func keyed(_ type: RecordType, _ key: String) -> [RecordView]
    /// The records of a type whose id ends like that, in use or not.
    func records(_ type: RecordType, endingIn suffix: String) -> [RecordID]
    /// When and where to a record of that id, or end of an id, left this side; `nil` where none
    /// did, or several.
    func departure(of type: RecordType, _ name: String) -> DepartureNote?
    /// What was decided of a record and others.
    func settlements(of record: RecordID) -> [Settlement]
}

extension RecordLookup {
    package var office: RecordID? { nil }

    package func departure(of type: RecordType, _ name: String) -> DepartureNote? { nil }

    package var formerSecrets: [IDSecret] { [] }

    /// Looks through every record of the type; a store that has a quicker way says so.
    package func records(
        _ type: RecordType, where field: String, is id: RecordID
    ) -> [RecordView] {
        records(type).filter { $0.scalar(named: field).flatMap(RecordID.init) == id }
    }

    /// Looks through every record of the type; a store that has a quicker way says so.
    package func records(
        _ type: RecordType, where field: String, shows text: String
    ) -> [RecordView] {
        records(type).filter { $0.scalar(named: field)?.text == text }
    }

    /// The records whose reference field names that record, by id.
    package func records<F: FieldToken>(
        where field: F, is id: RecordID
    ) -> [RecordView] where F.Content == RecordID {
        records(F.Owner.type, where: field.name, is: id)
    }

    /// The records whose field shows just that text, by id.
    package func records<F: FieldToken>(
        where field: F, shows text: String
    ) -> [RecordView] where F.Content == String {
        records(F.Owner.type, where: field.name, shows: text)
    }
}
