package import Merge
package import Practice
import Store

extension Desk {
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
    }

    /// The fee, and why.
    package struct FeeFinding: Sendable {
        package let schedule: FeeSchedule
        package let answer: FeeBook.Answer
        /// Cents to charge; `nil` where the line names none or the usual fee is not known.
        package let cents: Int64?
        package let explanation: [String]
    }

    package func lookUpFee(_ question: FeeQuestion) throws -> FeeFinding {
        guard let code = FeeCode.typed(question.code) else {
            throw FeeError.pricing("that is no procedure code: write it as D0120")
        }
        return try read { lookup, transaction in
            var explanation: [String] = []
            let schedule: FeeSchedule
            if let name = question.schedule {
                schedule = try feeSchedule(name, lookup, transaction)
            } else {
                let id = try assigned(question, lookup, transaction, &explanation)
                guard let view = lookup.record(id) else {
                    throw FeeError.pricing(
                        "the schedule that prices this is not sent to this replica: ask the "
                            + "coordinator to publish it here")
                }
                schedule = FeeSchedule(view, lookup: lookup)
            }
            explanation += schedule.book.explanation(on: question.day)
            let answer = schedule.book.answer(
                FeeKey(code, question.qualifier), on: question.day)
            let usual = schedule.usual(on: question.day, lookup: lookup)
            var cents: Int64?
            if case .line(let line, _) = answer {
                cents = line.price.cents(ofUsual: usual?[FeeKey(code)]?.price.cents)
                if line.price.basisPoints != nil, cents == nil {
                    explanation.append("the usual fee is not known: no amount can be said")
                }
                if line.key.qualifier != question.qualifier {
                    explanation.append("no line has that qualifier: the plain price holds")
                }
            }
            return FeeFinding(
                schedule: schedule, answer: answer, cents: cents, explanation: explanation)
        }
    }

    /// The schedule that prices a question, as every other command finds it.
    private func assigned(
        _ question: FeeQuestion, _ lookup: StoreLookup, _ transaction: StoreTransaction,
        _ explanation: inout [String]
    ) throws -> RecordID {
        var priced = FeeAssignments.Case(on: question.day)
        priced.office = try question.office.map { try find(.office, $0, transaction) } ?? office
        priced.practitioner = try question.doctor.map {
            try find(.practitioner, $0, transaction)
        }
        priced.contract = try question.contract.map {
            try find(.payorContract, $0, transaction)
        }
        priced.plan = try question.plan.map { try find(.insurancePlan, $0, transaction) }
        priced.tier = question.tier
        var kinds: FeeScheduleChoice.Kinds?
        if let coverage = question.coverage {
            (priced, kinds) = try follow(
                try find(.coverage, coverage, transaction), priced, lookup, &explanation)
        }
        for fit in FeeAssignments(priced, lookup: lookup).fitting {
            let name = lookup.record(fit.schedule)?.text("code") ?? fit.schedule.description
            explanation.append(
                "\(name) fits by \(fit.scope), precedence \(fit.precedence), \(fit.named) named")
        }
        switch FeeScheduleChoice.of(priced, kinds, in: lookup) {
        case .schedule(let id, let basis):
            explanation.append("the schedule: \(basis)")
            return id
        case .none:
            throw FeeError.pricing(
                "no assignment fits: `fees assign` says what a schedule prices, or name it with "
                    + "--schedule")
        case .ambiguous(let ids):
            throw FeeError.pricing(
                "\(ids.count) schedules fit with equal rank: give one a higher --precedence, or "
                    + "name the schedule")
        }
    }

    /// What is to be priced where a coverage leads through the network: by the contract in
    /// network, at the office's usual fees out of it.
    private func follow(
        _ coverage: RecordID, _ asked: FeeAssignments.Case, _ lookup: StoreLookup,
        _ explanation: inout [String]
    ) throws -> (FeeAssignments.Case, FeeScheduleChoice.Kinds) {
        guard let doctor = asked.practitioner, let office = asked.office else {
            throw FeeError.pricing("a path through the network needs --doctor and --office")
        }
        let insured: NetworkQuestion.Insured
        switch NetworkQuestion.Insured.of(coverage: coverage, on: asked.day, in: lookup) {
        case .success(let found): insured = found
        case .failure(let doubt): throw FeeError.pricing("unknown: \(doubt)")
        case nil: throw FeeError.pricing("the coverage's plan or payor is not held here")
        }
        let question = NetworkQuestion(
            doctor: doctor, office: office, insured: insured, day: asked.day)
        let answer = NetworkBook(lookup).explain(question)
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
