internal import Merge
internal import Records

/// Holds the pieces of a row's draft against what the last imports said of the record.
struct PieceMemory {
    let edit: PieceEdit
    let base: ImportBase
    let source: String

    /// Whether the file says of the piece what it said at its last import.
    func isRepeated(_ piece: RecordDraft.Piece) -> Bool {
        guard edit.state != nil, isKept(piece) else { return false }
        return said(piece).allSatisfy(base.holds)
    }

    /// Whether the source said anything of the piece before.
    func hasSaid(_ piece: RecordDraft.Piece) -> Bool {
        said(piece).contains(where: base.knows)
    }

    /// Whether a line has said already that the file says this and something else stays.
    func isTold(_ piece: RecordDraft.Piece) -> Bool {
        marks("told", piece).allSatisfy(base.holds)
    }

    /// That a line has said that the file is blank where a day stands.
    func told(blank: RecordDraft.Blank) -> ImportBase.Mark {
        ImportBase.Mark(["told", source, blank.unit.name, "", blank.fact], "")
    }

    /// Whether a person changed what the piece would change, since an import wrote it last.
    ///
    /// Only what needs no ranking and is written more than once: amounts and steps add up, and of
    /// two maxima the greater counts in any case.
    func isTouched(_ piece: RecordDraft.Piece) -> Bool {
        guard [.latest, .review, .blocking].contains(piece.unit.policy),
            let standing = edit.standing(piece).first
        else { return false }
        let isBlank = standing.decoded.scalars.allSatisfy(\.isNull)
        return !isBlank && !base.holds(Self.left(edit.unit(piece), standing.value))
            && edit.changes(piece)
    }

    /// The base once the row is in.
    ///
    /// - Parameters:
    ///   - writes: what the pieces would write if nobody had changed anything since.
    ///   - told: what a line says that something else stays for.
    func after(
        _ pieces: [RecordDraft.Piece], _ writes: [Write], telling told: [RecordDraft.Piece] = []
    ) -> ImportBase {
        var after = base
        for mark in told.flatMap({ marks("told", $0) }) { after.note(mark) }
        for piece in pieces where isKept(piece) {
            for mark in said(piece) { after.note(mark) }
            guard let standing = edit.standing(piece).first else { continue }
            after.note(Self.left(edit.unit(piece), standing.value))
        }
        for write in writes {
            guard let value = write.value, isUnit(write.attribute) else { continue }
            after.note(Self.left(edit.unit(write), value))
        }
        return after
    }

    /// Steps and amounts are told by their log; what is said once is not compared again.
    private func isKept(_ piece: RecordDraft.Piece) -> Bool {
        guard !piece.isFirstOnly, edit.draft.type[AnyRecord.imported.name] != nil else {
            return false
        }
        return !piece.unit.shape.isAddOnly
    }

    private func isUnit(_ attribute: String) -> Bool {
        switch edit.draft.type[attribute]?.shape {
        case .register, .map: true
        case .set, .guardedSet, .log, .counter, .none: false
        }
    }

    private func said(_ piece: RecordDraft.Piece) -> [ImportBase.Mark] { marks("said", piece) }

    private func marks(_ word: String, _ piece: RecordDraft.Piece) -> [ImportBase.Mark] {
        let unit = edit.unit(piece)
        return edit.said(piece).map { name, text in
            ImportBase.Mark([word, source, unit.name, unit.key, name], text)
        }
    }

    static func left(_ unit: PieceEdit.Unit, _ value: Bytes) -> ImportBase.Mark {
        ImportBase.Mark(["left", unit.name, unit.key], value)
    }
}
