internal import Merge
internal import Participation
internal import Records
internal import Tables

/// A row of a kind while it is read as drafts of records.
struct RowDrafter {
    let kind: ImportKind
    let row: ImportRow
    let view: ImportView
    let context: ImportContext

    /// What the row says in a column of its kind; nothing where it is blank.
    subscript<Content>(column: TypedColumn<Content>) -> TypedCell<Content>? {
        assert(kind.columns.contains(column.declared), "\(kind) does not list \(column.name)")
        return row[column]
    }

    /// A cell that must be there.
    func required<Content>(
        _ column: TypedColumn<Content>
    ) throws(RowRefusal) -> TypedCell<Content> {
        guard let cell = self[column] else { throw .bad(.blank, column: column.name) }
        return cell
    }

    /// A text that the program itself puts into a field.
    func word(_ text: String, for cell: TypedCell<some FieldContent>) -> TypedCell<String> {
        cell.saying(text).retyped(.text(max: text.utf8.count))
    }

    /// A step that the program itself logs.
    func word(_ step: some StepWord, for cell: TypedCell<some FieldContent>) -> TypedCell<String> {
        word(step.rawValue, for: cell)
    }

    /// A record that a cell stands for.
    func reference(_ id: RecordID, _ cell: TypedCell<some FieldContent>) -> TypedCell<RecordID> {
        cell.saying(id.description).retyped(.anyReference)
    }

    /// A cell that lists several values, separated by `|`.
    func list(_ column: TypedColumn<String>) -> [TypedCell<String>] {
        guard let cell = self[column] else { return [] }
        let texts = cell.text.split(separator: "|").map(ImportRow.trimmed)
        var seen: Set<String> = []
        return texts.filter { !$0.isEmpty && seen.insert($0).inserted }.map(cell.saying)
    }

    /// The id of a record that is not there yet: equal rows give one record in one scope.
    ///
    /// - Parameters:
    ///   - key: the natural key's parts, normalised as the schema stores them.
    ///   - office: who will own the record; `nil` for the centre.
    func newID(_ type: RecordType, _ key: [String], of office: RecordID? = nil) -> RecordID {
        var id = context.secret.id(type.name, key, of: office)
        for again in 1...ImportLimits.comebacksMax where view.isInError(id) {
            id = context.secret.id(type.name, key + ["again", String(again)], of: office)
        }
        return id
    }

    /// The record that a natural key names, in the store or in an earlier row.
    ///
    /// - Throws: where several in use go by it: no file says which of them stands.
    func known(
        _ type: RecordType, _ key: String, _ cell: TypedCell<String>
    ) throws(RowRefusal) -> RecordID? {
        let rivals = view.lookup.rivals(type.name, key)
        guard rivals.isEmpty else {
            throw .bad(
                .invalid(.ambiguousReference(type: type.name, among: rivals)),
                column: cell.column)
        }
        if let id = view.lookup.named(type.name, key) { return id }
        let derived = newID(type, [key])
        return view.isPending(derived) ? derived : nil
    }

    /// The record that a cell names by its natural key.
    ///
    /// - Parameter kind: the kind of file that brings such records.
    func known<F: FieldToken>(
        _ key: F, _ cell: TypedCell<String>, importFirst kind: ImportKind
    ) throws(RowRefusal) -> RecordID where F.Content == String {
        let text = try cell.read(as: key.declared.kind)
        guard let id = try known(F.Owner.type, text, cell) else {
            throw .bad(.unresolved(importFirst: kind), column: cell.column)
        }
        return id
    }

    /// The record a row is about: the one its key names, or a new one.
    func target<F: FieldToken>(
        _ key: F, _ cell: TypedCell<String>
    ) throws(RowRefusal) -> RecordDraft where F.Content == String {
        let text = try cell.read(as: key.declared.kind)
        if let id = try known(F.Owner.type, text, cell) { return RecordDraft(F.Owner.self, id) }
        let id = newID(F.Owner.type, [text])
        guard !view.isStored(id) else { throw .bad(.keyMoved, column: cell.column) }
        return RecordDraft(F.Owner.self, id)
    }

    /// The record of a pair of references and a first day, derived or made by hand.
    func dated<One: FieldToken, Two: FieldToken>(
        _ one: One, _ first: RecordID, _ two: Two, _ second: RecordID, from: Day
    ) -> RecordID
    where
        One.Owner == Two.Owner, One.Content == RecordID, Two.Content == RecordID
    {
        let same = view.lookup.referring(one, first).sorted().first { id in
            refers(id, one, to: first) && refers(id, two, to: second)
                && view.row(id, AnyRecord.term)[AnyRecord.term.from] == from
        }
        return same ?? newID(One.Owner.type, ["\(first)/\(second)", from.description])
    }

    /// Whether the record's reference field names the other one.
    func refers<F: FieldToken>(
        _ id: RecordID, _ field: F, to other: RecordID
    ) -> Bool where F.Content == RecordID {
        let type = F.Owner.type
        guard let column = type.column(field.name) else { return false }
        let unit = type.attributes[column.attribute]
        return view.row(id, of: unit)[field] == other
    }

    /// The row's address as a record has it.
    func address<Owner>(_ unit: AddressUnit<Owner>) -> [NamedCell] {
        [
            unit.line1(self[AddressColumns.line1]), unit.line2(self[AddressColumns.line2]),
            unit.city(self[AddressColumns.city]), unit.state(self[AddressColumns.state]),
            unit.zip(self[AddressColumns.zip]),
        ]
    }

    /// First and last day as a record has them.
    func term<Owner>(
        _ unit: TermUnit<Owner>, _ from: TypedColumn<Day>, _ through: TypedColumn<Day>
    ) -> [NamedCell] {
        [unit.from(self[from]), unit.through(self[through])]
    }

    /// The document that facts rest on: the named one, or one that stands for the import.
    func evidence(
        for draft: RecordDraft, named document: TypedCell<RecordID>?,
        _ cell: TypedCell<some FieldContent>
    ) -> (cell: TypedCell<RecordID>, drafts: [RecordDraft]) {
        if let document { return (document, []) }
        let standing = view.lookup.referring(Document.subject, draft.id).sorted().first {
            view.row($0, Document.content)[Document.kind] == "import"
        }
        let id = standing ?? newID(.document, [draft.type.name, draft.id.description])
        var imported = RecordDraft(Document.self, id)
        imported.setFirst(Document.subject, reference(draft.id, cell))
        imported.setFirst(
            Document.content,
            [Document.kind(word("import", for: cell)), Document.title(word("Import", for: cell))])
        return (reference(id, cell), [imported])
    }
}
