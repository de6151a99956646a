internal import Merge
internal import Records

extension PlanReckoning {
    /// Why the plan pays nothing for the service, whatever it costs; `nil` where nothing bars it.
    func barring(
        _ service: Service, _ side: BenefitRule.Side, _ warnings: inout [String]
    ) throws(Uncertainty) -> Estimate.Step? {
        if let rule = try rules.rule(.exclusion, for: service, side) {
            return Estimate.Step(
                what: "the plan does not cover \(service.code)", source: words(rule))
        }
        if let step = try waiting(service, side) { return step }
        if let step = try age(service, side) { return step }
        return try frequency(service, side, &warnings)
    }

    private func waiting(
        _ service: Service, _ side: BenefitRule.Side
    ) throws(Uncertainty) -> Estimate.Step? {
        guard let rule = try rules.rule(.waitingPeriod, for: service, side) else { return nil }
        guard let from = coverage[Coverage.term.from] else {
            throw Uncertainty(
                "the plan has a waiting period and the coverage no first day",
                candidates: [words(rule)])
        }
        guard let quantity = rule.quantity, let kind = rule.quantityKind,
            let ends = Self.day(quantity, kind, after: from)
        else {
            throw Uncertainty(
                "the waiting period names no months, days or years", candidates: [words(rule)])
        }
        guard day < ends else { return nil }
        return Estimate.Step(
            what: "the waiting period for \(service.code) runs to \(ends.advanced(by: -1))",
            source: words(rule) + "; covered from \(from)")
    }

    private static func day(_ quantity: Int64, _ kind: String, after day: Day) -> Day? {
        switch kind {
        case "days": day.advanced(by: quantity)
        case "months": day.adding(months: quantity)
        case "years": day.adding(months: 12 * quantity)
        default: nil
        }
    }

    private func age(
        _ service: Service, _ side: BenefitRule.Side
    ) throws(Uncertainty) -> Estimate.Step? {
        let limit = try rules.rule(.limitation, for: service, side) { rule in
            rule.ageFrom != nil || rule.ageThrough != nil || rule.quantityKind == "ageLimit"
        }
        guard let rule = limit else { return nil }
        guard let birth = patient[Patient.birthDate] else {
            throw Uncertainty(
                patient.isUnknown(Patient.birthDate)
                    ? "a conflict stands on the birth date, and the plan has an age limit"
                    : "the plan has an age limit and the patient no birth date",
                candidates: [words(rule)])
        }
        let through = rule.ageThrough ?? (rule.quantityKind == "ageLimit" ? rule.quantity : nil)
        let age = Int64(day.age(bornOn: birth))
        guard age < rule.ageFrom ?? 0 || age > through ?? .max else { return nil }
        return Estimate.Step(
            what: "at \(age) years the patient is outside the age limit for \(service.code)",
            source: words(rule))
    }

    /// That the plan paid the service as often as it does, as far as payors told.
    func frequency(
        _ service: Service, _ side: BenefitRule.Side, _ warnings: inout [String]
    ) throws(Uncertainty) -> Estimate.Step? {
        let limit = try rules.rule(.limitation, for: service, side) { rule in
            rule.quantity != nil && rule.quantityKind != "ageLimit"
        }
        guard let rule = limit, let quantity = rule.quantity else { return nil }
        let (most, period) = try frequency(of: rule, quantity)
        guard let asOf = usage.newestDay else {
            throw Uncertainty(
                "the plan limits how often, and no payor said what it paid before; verify the "
                    + "coverage", candidates: [words(rule)])
        }
        let (sure, possible) = try counted(rule, service, in: period)
        let source = words(rule) + "; services known as of \(asOf)"
        if sure >= most {
            return Estimate.Step(
                what: "\(service.code) was paid \(sure) of \(most) times"
                    + (period.first.map { " since \($0)" } ?? ""),
                source: source)
        }
        guard possible < most else {
            throw Uncertainty(
                "earlier services of \(service.code) do not say which tooth", candidates: [source])
        }
        warnings.append(
            "\(service.code): \(sure) of \(most) used, as far as known on \(asOf)")
        return nil
    }

    /// How often, in which days.
    private func frequency(
        of rule: BenefitRule, _ quantity: Int64
    ) throws(Uncertainty) -> (most: Int64, period: BenefitPeriod) {
        switch rule.quantityKind {
        case "services", "visits": return (quantity, try period(of: rule))
        // "5 years" is once in five years.
        case "days":
            return (1, BenefitPeriod(first: day.advanced(by: 1 - quantity), last: day))
        case "months", "years":
            let months = rule.quantityKind == "years" ? 12 * quantity : quantity
            return (
                1, BenefitPeriod(first: day.adding(months: -months).advanced(by: 1), last: day)
            )
        default:
            throw Uncertainty(
                "the limit does not say what it counts", candidates: [words(rule)])
        }
    }

    /// Services that surely count against the limit, and with them those that may.
    private func counted(
        _ rule: BenefitRule, _ service: Service, in period: BenefitPeriod
    ) throws(Uncertainty) -> (sure: Int64, possible: Int64) {
        let codes = groups.codes(of: rule.key.scope)
        let earlier =
            usage.served(in: period, codes: codes)
            + served.filter { codes?.contains($0.code) ?? true }
        guard let area = rule.key.toothArea, area != "mouth" else {
            let count =
                rule.quantityKind == "visits" ? Set(earlier.map(\.on)).count : earlier.count
            return (Int64(count), Int64(count))
        }
        guard let place = service.tooth.flatMap({ ToothPlace.place(of: $0, by: area) }) else {
            throw Uncertainty(
                "the plan counts \(service.code) by \(area); name the tooth: \(service.code):14",
                candidates: [words(rule)])
        }
        let places = earlier.map { served in
            served.tooth.flatMap { ToothPlace.place(of: $0, by: area) }
        }
        let sure = places.count { $0 == place }
        return (Int64(sure), Int64(sure + places.count { $0 == nil }))
    }
}
