internal import Merge

/// What a row says of one record: texts under the schema's names, not yet checked.
struct RecordDraft {
    let type: RecordType
    let id: RecordID
    private(set) var pieces: [Piece] = []
    /// What of the record the row is about, where many rows are about one record.
    var part = ""
    /// A new record's near namesakes, for a person to look at.
    var near: String?

    /// Days that the row leaves blank.
    private(set) var blanks: [Blank] = []

    /// A column that says when something ended, left blank: where a day stands, it stays.
    struct Blank {
        let column: String
        let attribute: String
        /// The field that shows the day, or the step that has it.
        let fact: String
    }

    /// What goes to one attribute, and to one key of it.
    struct Piece {
        let attribute: String
        var key: [ImportCell?] = []
        var fields: [String: ImportCell] = [:]
        /// Said once, when the record is new: what people change afterwards stays theirs.
        var isFirstOnly = false
        /// What the file says, by its name, where the fields hold also what stands.
        var said: (name: String, text: String)?
    }

    init(_ type: RecordType, _ id: RecordID) {
        self.type = type
        self.id = id
    }

    /// Fields of a register; those without a cell keep what stands.
    mutating func set(_ attribute: String, _ cells: KeyValuePairs<String, ImportCell?>) {
        add(Piece(attribute: attribute, fields: Self.present(cells)))
    }

    /// A register of one field, named like its attribute.
    mutating func set(_ attribute: String, _ cell: ImportCell?) {
        set(attribute, [attribute: cell])
    }

    /// Fields of a register that a later import never touches.
    mutating func setFirst(_ attribute: String, _ cells: KeyValuePairs<String, ImportCell?>) {
        add(Piece(attribute: attribute, fields: Self.present(cells), isFirstOnly: true))
    }

    /// An element of a set; imports add elements and never take one away.
    mutating func insert(_ attribute: String, _ element: ImportCell?...) {
        guard element.contains(where: { $0 != nil }) else { return }
        pieces.append(Piece(attribute: attribute, key: element))
    }

    mutating func insert(_ attribute: String, each cells: [ImportCell]) {
        for cell in cells { insert(attribute, cell) }
    }

    /// Fields at one key of a map.
    mutating func put(
        _ attribute: String, at key: [ImportCell?], _ cells: KeyValuePairs<String, ImportCell?>,
        isFirstOnly: Bool = false, saying said: (name: String, text: String)? = nil
    ) {
        add(
            Piece(
                attribute: attribute, key: key, fields: Self.present(cells),
                isFirstOnly: isFirstOnly, said: said))
    }

    /// A transition of a workflow, unless its log has that step already.
    mutating func step(_ step: ImportCell?, _ facts: KeyValuePairs<String, ImportCell?> = [:]) {
        guard let step else { return }
        var fields = Self.present(facts)
        fields["step"] = step
        pieces.append(Piece(attribute: "status", fields: fields))
    }

    /// Notes a day that the row may say nothing of, so that somebody is told where one stands.
    mutating func mayBlank(
        _ column: String, of row: ImportRow, _ attribute: String, _ fact: String
    ) {
        guard row.blanks.contains(column) else { return }
        blanks.append(Blank(column: column, attribute: attribute, fact: fact))
    }

    private mutating func add(_ piece: Piece) {
        if !piece.fields.isEmpty { pieces.append(piece) }
    }

    private static func present(
        _ cells: KeyValuePairs<String, ImportCell?>
    ) -> [String: ImportCell] {
        var present: [String: ImportCell] = [:]
        for (name, cell) in cells { present[name] = cell }
        return present
    }
}
