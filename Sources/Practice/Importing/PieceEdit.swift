internal import Merge

/// A draft's pieces as assignments for the record editor.
struct PieceEdit {
    let draft: RecordDraft
    /// The record before; `nil` creates it.
    let state: RecordState?

    /// - Parameter asWhole: whether a new record's required fields must all be among the pieces.
    func writes(
        _ pieces: [RecordDraft.Piece], asWhole: Bool
    ) throws(EditProblem) -> [Write] {
        guard !pieces.isEmpty else { return [] }
        let writes = try RecordEditor.writes(
            type: draft.type, record: draft.id, assignments: pieces.flatMap(assignments),
            before: asWhole ? state : state ?? RecordState())
        return writes.map(naming)
    }

    /// Whether the piece would write anything.
    func changes(_ piece: RecordDraft.Piece) -> Bool {
        do { return try !writes([piece], asWhole: false).isEmpty } catch { return false }
    }

    /// The entries that the piece would replace; a set's elements and a log's entries are none.
    func standing(_ piece: RecordDraft.Piece) -> [Entry] {
        guard let attribute = draft.type[piece.attribute] else { return [] }
        switch attribute.shape {
        case .register: return Array(state?.entries(of: attribute.name) ?? [])
        case .map: return standing(attribute, at: key(piece, attribute))
        case .set, .guardedSet, .log, .counter: return []
        }
    }

    /// Whether the day stands that the row leaves blank.
    func stands(_ blank: RecordDraft.Blank) -> Bool {
        guard let attribute = draft.type[blank.attribute] else { return false }
        let entries = state?.entries(of: attribute.name) ?? []
        guard attribute.shape != .log else {
            return entries.contains { $0.decoded[0].text == blank.fact }
        }
        let place = attribute.fields.firstIndex { $0.name == blank.fact }
        return place.map { place in entries.contains { !$0.decoded[place].isNull } } ?? false
    }

    /// An attribute, and the key in it: what merges as one.
    struct Unit: Hashable {
        let name: String
        let key: String
    }

    func unit(_ piece: RecordDraft.Piece) -> Unit {
        let attribute = draft.type[piece.attribute]
        let isKeyed = attribute.map { !$0.key.isEmpty } ?? false
        return Unit(
            name: piece.attribute, key: isKeyed ? attribute.map { key(piece, $0) } ?? "" : "")
    }

    func unit(_ write: Write) -> Unit {
        guard let attribute = draft.type[write.attribute], !attribute.key.isEmpty else {
            return Unit(name: write.attribute, key: "")
        }
        return Unit(name: write.attribute, key: key(Entry.decoded(write.key), attribute))
    }

    func policy(of piece: RecordDraft.Piece) -> Policy? {
        draft.type[piece.attribute]?.policy
    }

    /// Whether the piece gives a person another name, and not only another way to write it.
    func changesName(_ piece: RecordDraft.Piece) -> Bool {
        guard let old = standing(piece).first?.decoded,
            let attribute = draft.type[piece.attribute]
        else { return false }
        return attribute.fields.enumerated().contains { index, field in
            guard ["family", "given"].contains(field.name), let new = piece.fields[field.name]
            else { return false }
            return Self.folded(new.text) != Self.folded(old[index].text ?? "")
        }
    }

    /// Letters and digits alone.
    private static func folded(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// The column that a field of the piece came from.
    func column(of field: String, in piece: RecordDraft.Piece) -> String? {
        if let cell = piece.fields[field] { return cell.column }
        guard let attribute = draft.type[piece.attribute],
            let index = attribute.key.firstIndex(where: { $0.name == field })
                ?? attribute.key.indices.first,
            piece.key.indices.contains(index)
        else { return nil }
        return piece.key[index]?.column
    }

    private func assignments(_ piece: RecordDraft.Piece) -> [Assignment] {
        guard let attribute = draft.type[piece.attribute] else {
            preconditionFailure("import names an attribute the schema lacks")
        }
        switch attribute.shape {
        case .register:
            return attribute.fields.compactMap { field in
                piece.fields[field.name].map { cell in
                    Assignment(field: field.name, change: .assign(text(cell, field)))
                }
            }
        case .set, .guardedSet:
            return [Assignment(field: attribute.name, change: .add(key(piece, attribute)))]
        case .map:
            let key = key(piece, attribute)
            return [
                Assignment(
                    field: attribute.name,
                    change: .put(key: key, value: value(piece, attribute, at: key)))
            ]
        case .log, .counter:
            let text = value(piece, attribute, at: nil)
            return [Assignment(field: attribute.name, change: .add(text))]
        }
    }

    /// What the file says in the piece, field by field; a set's element says its key.
    func said(_ piece: RecordDraft.Piece) -> [(name: String, text: String)] {
        guard let attribute = draft.type[piece.attribute] else { return [] }
        if let said = piece.said { return [said] }
        if attribute.fields.isEmpty { return [(name: "", text: "")] }
        return attribute.fields.compactMap { field in
            piece.fields[field.name].map { (name: field.name, text: text($0, field)) }
        }
    }

    private func text(_ cell: ImportCell, _ field: Field) -> String {
        field.kind == .day ? ImportDay.text(cell.text, field.name) : cell.text
    }

    private func key(_ piece: RecordDraft.Piece, _ attribute: Attribute) -> String {
        let texts = attribute.key.enumerated().map { index, field in
            let cell = piece.key.indices.contains(index) ? piece.key[index] : nil
            return cell.map { text($0, field) } ?? ""
        }
        return joined(texts)
    }

    /// A map's value; fields that the row does not tell stay as they stand at that key.
    private func value(
        _ piece: RecordDraft.Piece, _ attribute: Attribute, at key: String?
    ) -> String {
        let old = key.flatMap { standing(attribute, at: $0).first?.decoded } ?? Value([])
        let texts = attribute.fields.enumerated().map { index, field in
            piece.fields[field.name].map { text($0, field) }
                ?? (field.kind == .blob ? "" : CellText.text(old[index], field.kind))
        }
        return joined(texts)
    }

    private func standing(_ attribute: Attribute, at key: String) -> [Entry] {
        let entries = state?.entries(of: attribute.name) ?? []
        return entries.filter { entry in
            self.key(entry.decodedKey, attribute) == key
        }
    }

    private func key(_ value: Value, _ attribute: Attribute) -> String {
        joined(
            attribute.key.enumerated().map { index, field in
                CellText.text(value[index], field.kind)
            })
    }

    /// Several fields in one text, as `Parts` takes them apart; a single field stands as it is.
    private func joined(_ texts: [String]) -> String {
        guard texts.count > 1 else { return texts.first ?? "" }
        return texts.map { text in
            text.replacing("\\", with: "\\\\").replacing(";", with: "\\;")
        }.joined(separator: ";")
    }

    /// A transition names those that its writer saw.
    private func naming(_ write: Write) -> Write {
        guard let attribute = draft.type[write.attribute], attribute.shape == .log,
            let after = attribute.fields.firstIndex(where: { $0.name == "after" }),
            let entries = state?.entries(of: write.attribute), let bytes = write.value
        else { return write }
        let seen = entries.map(\.id).filter { $0.changeSet != ImportView.changeSet }
        guard !seen.isEmpty else { return write }
        var scalars: [Scalar]
        do { scalars = try Value(decoding: bytes).scalars } catch { return write }
        while scalars.count <= after { scalars.append(.null) }
        scalars[after] = .blob(EntryList.encode(seen))
        return Write(
            record: write.record, type: write.type, attribute: write.attribute, key: write.key,
            value: Value(scalars).encoded)
    }
}
