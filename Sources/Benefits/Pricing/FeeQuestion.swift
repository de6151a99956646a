package import Fees
package import Merge
internal import Participation
package import Records
internal import Tables

/// What a person wants to know the fee of.
package struct FeeQuestion: Sendable {
    package var code: String
    package var qualifier = ""
    package var day: Day
    package var schedule: String?
    package var office: String?
    package var doctor: String?
    package var coverage: String?
    package var contract: String?
    package var plan: String?
    package var tier: String?

    package init(code: String, on day: Day) {
        self.code = code
        self.day = day
    }

    /// The fee, as every other command finds it.
    ///
    /// - Throws: `FeeError.pricing` where nothing prices it, or nobody can tell what does.
    package func finding(
        at place: Place, in records: some RecordLookup
    ) throws -> FeeFinding {
        guard let code = FeeCode.typed(self.code) else {
            throw FeeError.pricing("that is no procedure code: write it as D0120")
        }
        var explanation: [String] = []
        let schedule: FeeSchedule
        if let name = self.schedule {
            schedule = try records.feeSchedule(name)
        } else {
            let id = try assigned(at: place, records, &explanation)
            guard let view = records.record(id) else {
                throw FeeError.pricing(
                    "the schedule that prices this is not sent to this replica: ask the "
                        + "coordinator to publish it here")
            }
            schedule = FeeSchedule(view, lookup: records)
        }
        explanation += schedule.book.explanation(on: day)
        let answer = schedule.book.answer(
            FeeKey(code, qualifier), on: day)
        let usual = schedule.usual(on: day, lookup: records)
        var cents: Int64?
        if case .line(let line, _) = answer {
            cents = line.price.cents(ofUsual: usual?[FeeKey(code)]?.price.cents)
            if line.price.basisPoints != nil, cents == nil {
                explanation.append("the usual fee is not known: no amount can be said")
            }
            if line.key.qualifier != qualifier {
                explanation.append("no line has that qualifier: the plain price holds")
            }
        }
        return FeeFinding(
            schedule: schedule, answer: answer, cents: cents, explanation: explanation,
            codeDoubt: CodeDoubts(on: day, in: records)[code])
    }

    /// The schedule that prices a question, as every other command finds it.
    private func assigned(
        at place: Place, _ records: some RecordLookup, _ explanation: inout [String]
    ) throws -> RecordID {
        let find = { (type: RecordType, name: String?) throws(DeedProblem) -> RecordID? in
            try name.map { name throws(DeedProblem) in try records.find(type, name) }
        }
        var priced = FeeAssignments.Case(on: day)
        priced.office = try find(.office, office) ?? place.office
        priced.practitioner = try find(.practitioner, doctor)
        priced.contract = try find(.payorContract, contract)
        priced.plan = try find(.insurancePlan, plan)
        priced.tier = tier
        var kinds: FeeScheduleChoice.Kinds?
        if let coverage = try find(.coverage, coverage) {
            (priced, kinds) = try follow(coverage, priced, records, &explanation)
        }
        for fit in FeeAssignments(priced, lookup: records).fitting {
            let name = records.record(fit.schedule)?[FeeSchedule.code] ?? fit.schedule.description
            explanation.append(
                "\(name) fits by \(fit.scope), precedence \(fit.precedence), \(fit.named) named")
        }
        switch FeeScheduleChoice.of(priced, kinds, in: records) {
        case .schedule(let id, let basis):
            explanation.append("the schedule: \(basis)")
            if let former = FeeScheduleChoice.passedOver(priced, kinds, in: records) {
                explanation.append(
                    FeeScheduleChoice.words(passedOver: former, on: day, in: records))
            }
            return id
        case .none:
            throw FeeError.pricing(
                "no assignment fits: `fees assign` says what a schedule prices, or name it with "
                    + "--schedule")
        case .ambiguous(let ids):
            let codes = ids.map { records.record($0)?[FeeSchedule.code] ?? $0.suffix }.sorted()
            throw FeeError.pricing(
                FeeScheduleChoice.tie(for: priced, in: records) + ": "
                    + codes.joined(separator: " / ") + "; or name one with --schedule")
        }
    }

    /// What is to be priced where a coverage leads through the network: by the contract in
    /// network, at the office's usual fees out of it.
    private func follow(
        _ coverage: RecordID, _ asked: FeeAssignments.Case, _ records: some RecordLookup,
        _ explanation: inout [String]
    ) throws -> (FeeAssignments.Case, FeeScheduleChoice.Kinds) {
        guard let doctor = asked.practitioner, let office = asked.office else {
            throw FeeError.pricing("a path through the network needs --doctor and --office")
        }
        let insured: NetworkQuestion.Insured
        switch NetworkQuestion.Insured.of(coverage: coverage, on: asked.day, in: records) {
        case .success(let found): insured = found
        case .failure(let doubt): throw FeeError.pricing("unknown: \(doubt)")
        case nil: throw FeeError.pricing("the coverage's plan or payor is not held here")
        }
        let question = NetworkQuestion(
            doctor: doctor, office: office, insured: insured, day: asked.day)
        let answer = NetworkBook(records).explain(question)
        explanation += answer.cautions
        switch answer.verdict {
        case .unknown, .ambiguous:
            throw FeeError.pricing(
                "the way through the network is \(answer.verdict.rawValue): `network explain` "
                    + "says why; name the schedule or the contract")
        case .outOfNetwork:
            explanation.append("out of network: the office's usual fees")
            return (asked, .usual)
        case .inNetwork:
            guard let path = answer.paths.first else { return (asked, .usual) }
            explanation.append("in network through contract \(path.contract.code)")
            return (path.priced(for: question), .contracted)
        }
    }
}

/// The fee, and why.
package struct FeeFinding: Sendable {
    package let schedule: FeeSchedule
    package let answer: FeeBook.Answer
    /// Cents to charge; `nil` where the line names none or the usual fee is not known.
    package let cents: Int64?
    package let explanation: [String]
    /// Why the code cannot be billed on the day.
    package let codeDoubt: String?
}
