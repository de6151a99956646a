package import Merge
internal import Records

/// What an import asks the store; records that are entered in error answer nothing.
package struct ImportLookup {
    /// The record of a type whose natural key shows that text.
    package let named: (_ type: String, _ text: String) -> RecordID?
    /// The records in use that go by that natural key, where nobody has said which of several
    /// stands; otherwise none.
    package let rivals: (_ type: String, _ text: String) -> [RecordID]
    private let holding: (_ type: String, _ attribute: String, _ key: Bytes) -> [RecordID]
    private let referring: (_ type: String, _ field: String, _ record: RecordID) -> [RecordID]
    private let showing: (_ type: String, _ field: String, _ text: String) -> [RecordID]
    package let state: (RecordID) -> RecordState?
    /// Who stands for whom of the patients.
    package let standing: Standing
    private let texts: (_ type: String, _ field: String) -> [(RecordID, String)]

    /// Who stands for a patient who yielded to another, and for whom one stands.
    package struct Standing {
        /// The same one where nobody does; `nil` where who does is not held here.
        package let standIn: (RecordID) -> RecordID?
        package let yielding: (RecordID) -> [RecordID]

        package init(
            standIn: @escaping (RecordID) -> RecordID?,
            yielding: @escaping (RecordID) -> [RecordID]
        ) {
            self.standIn = standIn
            self.yielding = yielding
        }

        /// Nobody was settled.
        package static var themselves: Standing {
            Standing(standIn: { $0 }, yielding: { _ in [] })
        }
    }

    package init(
        named: @escaping (_ type: String, _ text: String) -> RecordID?,
        holding: @escaping (_ type: String, _ attribute: String, _ key: Bytes) -> [RecordID],
        referring: @escaping (_ type: String, _ field: String, _ record: RecordID) -> [RecordID],
        showing: @escaping (_ type: String, _ field: String, _ text: String) -> [RecordID],
        state: @escaping (RecordID) -> RecordState?,
        texts: @escaping (_ type: String, _ field: String) -> [(RecordID, String)] = { _, _ in [] },
        rivals: @escaping (_ type: String, _ text: String) -> [RecordID] = { _, _ in [] },
        standing: Standing = .themselves
    ) {
        self.standing = standing
        self.rivals = rivals
        self.named = named
        self.holding = holding
        self.referring = referring
        self.showing = showing
        self.state = state
        self.texts = texts
    }

    /// The records whose reference field names that record.
    func referring<F: FieldToken>(
        _ field: F, _ record: RecordID
    ) -> [RecordID] where F.Content == RecordID {
        referring(F.Owner.type.name, field.name, record)
    }

    /// The records whose text field shows that text.
    func showing<F: FieldToken>(
        _ field: F, _ text: String
    ) -> [RecordID] where F.Content == String {
        showing(F.Owner.type.name, field.name, text)
    }

    /// The records with a live entry at that key of a set or map, however its parts are typed
    /// (`ElementKey`).
    func holding<R: RowsToken>(_ rows: R, _ key: Bytes) -> [RecordID] {
        holding(R.Owner.type.name, rows.name, key)
    }

    /// What the records of a type show in a field, all of them.
    func texts<F: FieldToken>(
        _ field: F
    ) -> [(RecordID, String)] where F.Content == String {
        texts(F.Owner.type.name, field.name)
    }

    /// A store with nothing in it.
    package static var empty: ImportLookup {
        ImportLookup(
            named: { _, _ in nil }, holding: { _, _, _ in [] }, referring: { _, _, _ in [] },
            showing: { _, _, _ in [] }, state: { _ in nil })
    }
}
