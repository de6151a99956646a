internal import Merge
internal import Records

/// What a row says of one record, unit by unit: texts of declared fields, not yet checked.
struct RecordDraft {
    let type: RecordType
    let id: RecordID
    private(set) var pieces: [Piece] = []
    /// What of the record the row is about, where many rows are about one record.
    var part = ""
    /// The record that the row names, where this one stands for it: what the last import said of
    /// that one is known.
    var former: RecordID?
    /// Whether the row gives way to others of its file that name the record itself.
    var givesWay = false
    /// A new record's near namesakes, for a person to look at.
    var near: String?

    /// Days that the row leaves blank.
    private(set) var blanks: [Blank] = []

    /// A column that says when something ended, left blank: where a day stands, it stays.
    struct Blank {
        let column: String
        let unit: Attribute
        /// The field that shows the day, or the step that has it.
        let fact: String
    }

    /// What goes to one unit, and to one key of it.
    struct Piece {
        let unit: Attribute
        /// By the place of the key's field.
        private(set) var key: [ImportCell?] = []
        private var fields: [String: ImportCell] = [:]
        /// Said once, when the record is new: what people change afterwards stays theirs.
        var isFirstOnly = false
        /// What the file says, by its name, where the fields hold also what stands.
        var said: (name: String, text: String)?

        fileprivate init(_ unit: some UnitToken, key: [NamedCell] = [], _ cells: [NamedCell]) {
            self.unit = unit.attribute
            self.key = unit.attribute.key.map { field in
                key.first { $0.name == field.name }?.cell
            }
            for named in cells where named.cell != nil {
                guard unit.attribute.fields.contains(where: { $0.name == named.name }) else {
                    preconditionFailure("an import says a field that its unit lacks")
                }
                fields[named.name] = named.cell
            }
        }

        /// Whether the row says none of the unit's fields.
        var isEmpty: Bool { fields.isEmpty }

        /// The columns that its fields come from.
        var columns: [String] { fields.values.map(\.column) }

        /// What the row says of a field of the unit.
        subscript(field: Field) -> ImportCell? { fields[field.name] }

        subscript(field: some FieldToken) -> ImportCell? { fields[field.name] }

        /// Whether it is about the unit of that name.
        func isOf(_ token: some UnitToken) -> Bool { unit.name == token.name }
    }

    init<Owner: RecordKind>(_ owner: Owner.Type, _ id: RecordID) {
        self.init(Owner.type, id)
    }

    /// A draft that says nothing yet of a record of whichever type.
    init(_ type: RecordType, _ id: RecordID) {
        self.type = type
        self.id = id
    }

    /// Fields of a register; those without a cell keep what stands.
    mutating func set<U: UnitToken>(_ unit: U, _ cells: [NamedCell]) {
        add(Piece(unit, cells), owner: U.Owner.self)
    }

    /// A register of one field.
    mutating func set<Owner, Content>(
        _ register: TypedRegister<Owner, Content>, _ cell: TypedCell<Content>?
    ) {
        set(register, [register(cell)])
    }

    /// Fields of a register that a later import never touches.
    mutating func setFirst<U: UnitToken>(_ unit: U, _ cells: [NamedCell]) {
        var piece = Piece(unit, cells)
        piece.isFirstOnly = true
        add(piece, owner: U.Owner.self)
    }

    /// A register of one field that a later import never touches.
    mutating func setFirst<Owner, Content>(
        _ register: TypedRegister<Owner, Content>, _ cell: TypedCell<Content>?
    ) {
        setFirst(register, [register(cell)])
    }

    /// An element of a set; imports add elements and never take one away.
    mutating func insert<R: RowsToken>(_ rows: R, _ element: NamedCell...) {
        check(R.Owner.self)
        guard element.contains(where: { $0.cell != nil }) else { return }
        pieces.append(Piece(rows, key: element, []))
    }

    /// Fields at one key of a map.
    mutating func put<R: RowsToken>(
        _ rows: R, at key: [NamedCell], _ cells: [NamedCell], isFirstOnly: Bool = false,
        saying said: (name: String, text: String)? = nil
    ) {
        var piece = Piece(rows, key: key, cells)
        piece.isFirstOnly = isFirstOnly
        piece.said = said
        add(piece, owner: R.Owner.self)
    }

    /// A transition of a workflow, unless its log has that step already.
    mutating func step<Owner>(
        _ steps: StepRows<Owner>, _ step: TypedCell<String>?, _ facts: NamedCell...
    ) {
        guard step != nil else { return }
        add(Piece(steps, [steps.step(step)] + facts), owner: Owner.self)
    }

    /// Notes a day that the row may say nothing of, so that somebody is told where one stands.
    mutating func mayBlank<F: FieldToken, U: UnitToken>(
        _ column: TypedColumn<Day>, of row: RowDrafter, _ unit: U, _ field: F
    ) where F.Content == Day {
        mayBlank(column, of: row, unit, fact: field.name, owner: U.Owner.self)
    }

    /// The same of a day that a step has.
    mutating func mayBlank<Owner>(
        _ column: TypedColumn<Day>, of row: RowDrafter, _ steps: StepRows<Owner>,
        step: some StepWord
    ) {
        mayBlank(column, of: row, steps, fact: step.rawValue, owner: Owner.self)
    }

    private mutating func mayBlank(
        _ column: TypedColumn<Day>, of row: RowDrafter, _ unit: some UnitToken, fact: String,
        owner: any RecordKind.Type
    ) {
        check(owner)
        guard row.row.isBlank(column) else { return }
        blanks.append(Blank(column: column.name, unit: unit.attribute, fact: fact))
    }

    private mutating func add(_ piece: Piece, owner: any RecordKind.Type) {
        check(owner)
        if !piece.isEmpty { pieces.append(piece) }
    }

    private func check(_ owner: any RecordKind.Type) {
        assert(owner.type.name == type.name, "a draft of \(type.name) is told \(owner.type.name)")
    }
}
