package import Merge
package import Records
internal import Tables

/// An `authorization`, read, with what the payor's letters and its uses come to.
package struct AuthorizationCase: Sendable {
    package let id: RecordID
    package let coverage: RecordID
    package let patient: RecordID?
    package let kind: Authorization.Kind
    package let office: RecordID?
    package let practitioner: RecordID?
    package let plannedOn: Day?
    package let appointment: RecordID?
    package let claimNumber: String?
    package let lines: [Line]
    /// What the payor said last; `nil` before it did, and while two letters contradict each other.
    package let letter: Letter?
    /// Two letters that nothing supersedes say different things.
    package let isDisputed: Bool
    package let usedUnits: Int64
    package let attachments: Set<String>
    package let infoDueOn: Day?
    package let appealBy: Day?
    package let assignee: RecordID?
    package let nextActionOn: Day?
    /// By its own steps alone.
    package let standing: Standing
    /// When a remittance answered it, of a predetermination.
    package internal(set) var answeredOn: Day?

    /// A service that is asked for; without a tooth, of any.
    package struct Line: Hashable, Sendable {
        package let code: String
        package let tooth: String?
        package let units: Int64
    }

    /// What a payor's letter says.
    package struct Letter: Hashable, Sendable {
        package let number: String?
        package let decidedOn: Day?
        package let from: Day?
        package let through: Day?
        /// How many services or visits it is for; `nil` where it does not say.
        package let units: Int64?

        init(_ row: RecordRow) {
            typealias Letters = Authorization.Letters
            self.number = row[Letters.number]
            self.decidedOn = row[Letters.decidedOn]
            self.from = row[Letters.approvedFrom]
            self.through = row[Letters.approvedThrough]
            self.units = row[Letters.units]
        }

        /// What it allows, whenever it was written.
        var terms: [String?] {
            [number, from?.description, through?.description, units.map { String($0) }]
        }
    }

    /// - Returns: `nil` where the record lacks what every one has.
    ///
    /// - Parameter patient: whose coverage it is, where that is known.
    package init?(_ view: RecordView, of patient: RecordID? = nil) {
        guard let coverage = view[Authorization.coverage],
            let kind = view[Authorization.kind].flatMap({ Authorization.Kind(rawValue: $0) })
        else { return nil }
        self.id = view.id
        self.coverage = coverage
        self.patient = patient
        self.kind = kind
        self.office = view[Authorization.office]
        self.practitioner = view[Authorization.practitioner]
        self.plannedOn = view[Authorization.plannedOn]
        self.appointment = view[Authorization.appointment]
        self.claimNumber = view[Authorization.claimNumber]
        typealias Lines = Authorization.Lines
        self.lines = view[Authorization.lines].compactMap { row in
            row[Lines.code].map {
                Line(code: $0, tooth: row[Lines.tooth], units: row[Lines.units] ?? 1)
            }
        }.sorted { ($0.code, $0.tooth ?? "") < ($1.code, $1.tooth ?? "") }
        let (letter, isDisputed) = Self.letter(view[Authorization.letters])
        self.letter = letter
        self.isDisputed = isDisputed
        self.usedUnits = view[Authorization.uses].reduce(0) {
            $0 + ($1[Authorization.Uses.units] ?? 1)
        }
        self.attachments = Set(
            view[Authorization.attachments, each: Authorization.Attachments.attachment])
        self.infoDueOn = view[Authorization.infoDueOn]
        self.appealBy = view[Authorization.appealBy]
        self.assignee = view[Authorization.assignee]
        self.nextActionOn = view[Authorization.nextActionOn]
        self.standing = Workflow.authorization.standing(of: view)
    }

    /// The one that stands, or whether several do that disagree.
    private static func letter(_ rows: [RecordRow]) -> (Letter?, Bool) {
        typealias Letters = Authorization.Letters
        let superseded = Set(rows.compactMap { $0[Letters.supersedes] })
        let left = rows.filter { $0[Letters.document].map { !superseded.contains($0) } ?? true }
        // Letters that supersede each other in a circle leave none; then each counts.
        let standing = left.isEmpty ? rows : left
        guard standing.allSatisfy(\.isShown) else { return (nil, true) }
        let letters = standing.map { Letter($0) }
        guard Set(letters.map(\.terms)).count < 2 else { return (nil, true) }
        return (letters.max { ($0.decidedOn ?? .earliest) < ($1.decidedOn ?? .earliest) }, false)
    }
}

extension AuthorizationCase {
    /// Where it stands on a day: by its steps, then by the remittance that answers it, its uses
    /// and its last day.
    package func state(on day: Day) -> Authorization.State {
        let own = Authorization.State(standing) ?? .required
        switch own {
        case .submitted, .pended, .infoSent: return answeredOn == nil ? own : .answered
        case .approved, .partlyApproved:
            if let units = letter?.units, usedUnits >= units { return .consumed }
            if let through = letter?.through, through < day { return .expired }
            return own
        default: return own
        }
    }

    /// More is used than the letter allows.
    package var isOverused: Bool {
        letter?.units.map { $0 < usedUnits } ?? false
    }

    /// Nobody has to do anything about it any more.
    package func isOver(on day: Day) -> Bool {
        switch state(on: day) {
        case .notRequired, .withdrawn, .consumed, .expired, .answered: true
        default: false
        }
    }

    /// Whether it is for the service, decided or not.
    package func isFor(_ code: String, tooth: String?) -> Bool {
        lines.contains { line in
            line.code == code && (line.tooth == nil || tooth == nil || line.tooth == tooth)
        }
    }

    /// Why nobody may rely on it for work on a day; `nil` where it holds.
    ///
    /// - Parameter countsUnits: whether one must be left for the work.
    package func lack(on day: Day, countsUnits: Bool = true) -> String? {
        if isDisputed { return "two letters of the payor disagree" }
        if standing.conflict != nil { return "two people's words on it do not agree" }
        switch Authorization.State(standing) {
        case .approved, .partlyApproved: break
        case .denied: return "it is denied"
        case let state?: return "it is \(Workflow.words(of: state.rawValue))"
        case nil: return "nobody knows where it stands"
        }
        if let from = letter?.from, day < from { return "it holds from \(from) on" }
        if let through = letter?.through, through < day { return "it ends on \(through)" }
        if countsUnits, let units = letter?.units, units <= usedUnits {
            return "all its units are used"
        }
        return nil
    }
}
