import Merge
internal import Participation
internal import Records
internal import Rulebook

extension Workload {
    /// A doctor changes offices, or leaves; days slip, and plans are given up.
    static let moves = Workload(
        "moves", weight: 14,
        deeds: { desk in
            let who = desk.signature()
            if let move = desk.askedMove(), desk.dice.isLucky(30) {
                return try desk.walk(move.description)
            }
            if let run = desk.someRun(), desk.dice.isLucky(45) {
                return try desk.change(run.description, who)
            }
            guard let npi = desk.key(of: Practitioner.self) else { return }
            let kinds: [MoveRun.Kind] = [.move, .add, .leave]
            let kind = desk.dice.one(of: kinds) ?? .move
            let codes = desk.officeCodes(2)
            let last = desk.someDay()
            let move = MoveDoctor(
                npi: npi, kind: kind, from: kind == .add ? nil : codes.first,
                to: kind == .leave ? nil : codes.last, lastDayOld: kind == .add ? nil : last,
                firstDayNew: kind == .leave ? nil : Day(number: last.number + 1))
            try desk.perform(.move, move, by: who)
        })
}

extension Worker {
    /// A move that asks something of payors, as far as this machine has heard from the hub.
    fileprivate mutating func askedMove() -> RecordID? {
        let lookup = reading.lookup
        let moves = lookup.records(.moveRun).compactMap(MoveRun.init).filter {
            let standing = MoveStanding($0, lookup)
            return $0.isPlanned && standing.notices + standing.opened > 0
        }
        return dice.one(of: moves)?.id
    }

    /// Every payor answers yes, in one letter each for all that a move asks; then it is closed.
    fileprivate mutating func walk(_ move: String) throws {
        var asked = CaseSelection()
        asked.runs = [move]
        for event in ["send", "confirm"] {
            var step = StepRequest(event)
            step.evidence = letter()
            step.effectiveOn = someDay()
            try perform(.advanceNotice, AdvanceNotices(asked, step), by: signature())
        }
        var step = StepRequest("recorded")
        step.evidence = letter()
        step.effectiveOn = someDay()
        try perform(.advanceCase, AdvanceCases(asked, step), by: signature())
        let close = CloseMove(move, evidence: letter(), comment: "seen in the directory")
        try perform(.closeMove, close, by: signature())
    }

    fileprivate mutating func someRun() -> RecordID? {
        some(dice.isLucky(60) ? RecordType.moveRun.name : RecordType.onboardingRun.name)
    }

    fileprivate mutating func change(_ run: String, _ who: Signature) throws {
        switch dice.below(3) {
        case 0:
            let slip = SlipMove(
                run, lastDay: dice.isLucky(50) ? someDay() : nil, firstDay: someDay(),
                comment: "later")
            try perform(.slipMove, slip, by: who)
        case 1: try perform(.closeMove, CloseMove(run, comment: "seen"), by: who)
        default: try perform(.giveUpRun, GiveUpRun(run, comment: "left"), by: who)
        }
    }
}
