internal import Fees
internal import Merge
internal import Records
internal import Tables

extension Estimator {
    /// One service from fee to patient; what earlier lines took is kept in `payers`.
    func line(
        _ number: Int, _ service: Service, _ payers: inout [Payer], _ blocked: Uncertainty?
    ) -> Estimate.Line {
        var line = Estimate.Line(number: number, code: service.code, tooth: service.tooth)
        if let doubt = codeDoubts[service.code] {
            line.codeDoubt = doubt
            line.warnings.append(doubt)
        }
        usual(service, &line)
        if let blocked {
            line.uncertainties.append(blocked)
            return line
        }
        guard !payers.isEmpty else { return unpaid(line, service) }
        do throws(Uncertainty) {
            let (fee, share) = try ownShare(payers[0], service, line.usualCents)
            line.allowedCents = fee.cents
            line.deductibleCents = share.deductibleCents
            line.steps.append(fee.step)
            line.steps += share.steps
            line.warnings += share.warnings
            line.barred = share.barred
            line.paysCents = [share.paysCents]
            payers[0].reckoning.take(share, paysCents: share.paysCents, for: service)
            settle(&line, fee, share, service, &payers)
        } catch {
            line.uncertainties.append(error)
            line.paysCents = payers.map { _ in nil }
        }
        return line
    }

    private func usual(_ service: Service, _ line: inout Estimate.Line) {
        switch sources.usual(service.code) {
        case .priced(let cents, let source):
            line.usualCents = cents
            line.steps.append(
                Estimate.Step(what: "the usual fee is \(Figure.money(cents))", source: source))
        case .unknown(let point): line.warnings.append("no usual fee: \(point)")
        case .none(let words): line.warnings.append("no usual fee: \(words)")
        case .notCovered(let source), .byReport(let source), .notListed(let source),
            .bundled(let source), .percentOfUsual(_, let source):
            line.warnings.append("no usual fee for \(service.code) in \(source)")
        }
    }

    private func unpaid(_ line: Estimate.Line, _ service: Service) -> Estimate.Line {
        var line = line
        guard let usual = line.usualCents else {
            line.uncertainties.append(
                Uncertainty("the office has no usual fee for \(service.code) on that day"))
            return line
        }
        line.allowedCents = usual
        line.writeOffCents = 0
        line.patientCents = usual
        line.steps.append(
            Estimate.Step(what: "the patient pays the usual fee", source: "no coverage holds"))
        return line
    }

    /// What a plan would pay if it were the only one.
    private func ownShare(
        _ payer: Payer, _ service: Service, _ usualCents: Int64?
    ) throws(Uncertainty) -> (fee: AllowedFee, share: PlanReckoning.Share) {
        let reckoning = payer.reckoning
        let fee = try AllowedFee(
            service, path: payer.path, plan: reckoning.plan, usualCents: usualCents, sources)
        guard !fee.isLeftToPatient else {
            var share = PlanReckoning.Share()
            share.warnings.append(fee.step.what)
            return (fee, share)
        }
        let share = try reckoning.share(of: fee.cents, for: service, fee.side) { schedule in
            sources.plan(schedule, reckoning.plan.id, service.code)
        }
        return (fee, share)
    }

    /// The write-off, the later plans and the patient's share.
    private func settle(
        _ line: inout Estimate.Line, _ fee: AllowedFee, _ share: PlanReckoning.Share,
        _ service: Service, _ payers: inout [Payer]
    ) {
        // Outside a contract the patient owes the whole fee.
        let owed = fee.isBinding ? fee.cents : line.usualCents ?? fee.cents
        var patient = share.copayCents ?? owed - share.paysCents
        line.writeOffCents =
            fee.isBinding
            ? line.usualCents.map { $0 - share.paysCents - patient }
            : line.usualCents.map { _ in 0 }
        for index in payers.indices.dropFirst() {
            do throws(Uncertainty) {
                let paid = try later(
                    index, service, &line, after: share.paysCents, patient, owed, &payers)
                line.paysCents.append(paid)
                patient -= paid
            } catch {
                line.paysCents += payers[index...].map { _ in nil }
                line.uncertainties.append(error)
                line.patientAtMostCents = patient
                return
            }
        }
        line.patientCents = patient
        line.steps.append(
            Estimate.Step(
                what: "the patient pays \(Figure.money(patient))",
                source: fee.isBinding ? "what remains of the allowed fee" : "what remains"))
    }

    /// What the second plan pays of what the patient owes after the first.
    ///
    /// - Parameter owed: what the patient's share is reckoned from.
    private func later(
        _ index: Int, _ service: Service, _ line: inout Estimate.Line, after firstPays: Int64,
        _ patient: Int64, _ owed: Int64, _ payers: inout [Payer]
    ) throws(Uncertainty) -> Int64 {
        let payer = payers[index]
        let plan = payer.reckoning.plan
        guard index == 1 else {
            throw Uncertainty("not computed: a third plan's part is the payor's to tell")
        }
        if let found = plan.conflict(on: InsurancePlan.cobRule) {
            throw Uncertainty(
                "a conflict stands on how the second plan coordinates", candidates: found)
        }
        let rule = plan[InsurancePlan.cobRule]
        guard let rule, ["standard", "basic", "nonDuplication", "carveOut"].contains(rule) else {
            throw Uncertainty(
                "not computed: the second plan coordinates by "
                    + (rule ?? "a rule nobody entered; `edit insurance_plan` with cobRule=…"))
        }
        let (fee, share) = try ownShare(payer, service, line.usualCents)
        guard share.copayCents == nil else {
            throw Uncertainty("not computed: the second plan pays by the head")
        }
        let isWhole = rule == "standard" || rule == "basic"
        let paid = max(0, min(isWhole ? share.paysCents : share.paysCents - firstPays, patient))
        line.steps.append(fee.step)
        line.steps += share.steps
        line.warnings += share.warnings
        line.steps.append(
            Estimate.Step(
                what: "alone the second plan would pay \(Figure.money(share.paysCents)); after "
                    + "the first one's \(Figure.money(firstPays)) it pays \(Figure.money(paid))",
                source: payer.reckoning.planWords("cobRule \(rule)")))
        payers[index].reckoning.take(share, paysCents: paid, for: service)
        if fee.isBinding, fee.cents < owed {
            let rest = max(0, fee.cents - firstPays - paid)
            line.lowerFeeCents = fee.cents
            line.warnings.append(
                "the patient's part is reckoned from \(Figure.money(owed)), but the contract for "
                    + "\(payer.shown.planCode) allows no more than \(Figure.money(fee.cents)): if "
                    + "it binds the office here too, the patient pays \(Figure.money(rest)); ask "
                    + "the payor")
        }
        return paid
    }
}
