internal import Merge
internal import Records

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
        let unit = piece.unit
        switch unit.shape {
        case .register: return Array(state?.entries(of: unit.name) ?? [])
        case .map: return standing(unit, at: key(piece))
        case .set, .guardedSet, .log, .counter: return []
        }
    }

    /// Whether the day stands that the row leaves blank.
    func stands(_ blank: RecordDraft.Blank) -> Bool {
        let entries = (state?.entries(of: blank.unit.name) ?? []).map { entry in
            RecordRow(of: blank.unit, key: Value([]), value: entry.decoded)
        }
        guard blank.unit.shape != .log else {
            return entries.contains { $0[AnyRecord.status.step] == blank.fact }
        }
        return entries.contains { !$0.scalar(named: blank.fact).isNull }
    }

    /// An attribute, and the key in it: what merges as one.
    struct Unit: Hashable {
        let name: String
        let key: String
    }

    func unit(_ piece: RecordDraft.Piece) -> Unit {
        Unit(name: piece.unit.name, key: piece.unit.key.isEmpty ? "" : key(piece))
    }

    func unit(_ write: Write) -> Unit {
        guard let attribute = draft.type[write.attribute], !attribute.key.isEmpty else {
            return Unit(name: write.attribute, key: "")
        }
        return Unit(name: write.attribute, key: key(Entry.decoded(write.key), attribute))
    }

    /// Whether the piece gives a person another name, and not only another way to write it.
    func changesName(_ piece: RecordDraft.Piece) -> Bool {
        guard let entry = standing(piece).first else { return false }
        let old = RecordRow(of: piece.unit, key: Value([]), value: entry.decoded)
        return [AnyRecord.name.family, AnyRecord.name.given].contains { field in
            guard let new = piece[field] else { return false }
            return Self.folded(new.text) != Self.folded(old[field] ?? "")
        }
    }

    /// Letters and digits alone.
    private static func folded(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// The column that a field of the piece came from.
    func column(of field: String, in piece: RecordDraft.Piece) -> String? {
        if let declared = piece.unit.fields.first(where: { $0.name == field }),
            let cell = piece[declared]
        {
            return cell.column
        }
        let place = piece.unit.key.firstIndex { $0.name == field } ?? piece.unit.key.indices.first
        return place.flatMap { piece.key[$0]?.column }
    }

    private func assignments(_ piece: RecordDraft.Piece) -> [Assignment] {
        let unit = piece.unit
        switch unit.shape {
        case .register:
            return unit.fields.compactMap { field in
                piece[field].map { cell in
                    Assignment(field: field.name, change: .assign(cell.text))
                }
            }
        case .set, .guardedSet:
            return [Assignment(field: unit.name, change: .add(key(piece)))]
        case .map:
            let key = key(piece)
            return [
                Assignment(
                    field: unit.name, change: .put(key: key, value: value(piece, at: key)))
            ]
        case .log, .counter:
            return [Assignment(field: unit.name, change: .add(value(piece, at: nil)))]
        }
    }

    /// What the file says in the piece, field by field; a set's element says its key.
    func said(_ piece: RecordDraft.Piece) -> [(name: String, text: String)] {
        if let said = piece.said { return [said] }
        if piece.unit.fields.isEmpty { return [(name: "", text: "")] }
        return piece.unit.fields.compactMap { field in
            piece[field].map { (name: field.name, text: $0.text) }
        }
    }

    private func key(_ piece: RecordDraft.Piece) -> String {
        joined(piece.key.map { $0?.text ?? "" })
    }

    /// A map's value; fields that the row does not tell stay as they stand at that key.
    private func value(_ piece: RecordDraft.Piece, at key: String?) -> String {
        let old = key.flatMap { standing(piece.unit, at: $0).first?.decoded } ?? Value([])
        let texts = piece.unit.fields.enumerated().map { index, field in
            piece[field]?.text
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
            let after = attribute.fields.firstIndex(where: {
                $0.name == AnyRecord.status.after.name
            }),
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
