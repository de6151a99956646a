internal import Fees
internal import Merge
internal import Records
internal import Tables

/// What a plan reckons with for a service, and where it comes from.
struct AllowedFee {
    let cents: Int64
    let side: BenefitRule.Side
    /// The office may not charge more: the rest of its usual fee is written off.
    let isBinding: Bool
    /// The contract leaves the service to the patient, at the usual fee.
    var isLeftToPatient = false
    let step: Estimate.Step

    /// - Throws: `Uncertainty` where the path or the fee has no answer.
    init(
        _ service: Service, path: PathAnswer, plan: RecordView, usualCents: Int64?,
        _ sources: EstimateSources
    ) throws(Uncertainty) {
        switch path {
        case .unknown(let point): throw point
        case .ambiguous(let contracts):
            throw Uncertainty("several contracts would pay", candidates: contracts)
        case .inNetwork(let priced, _):
            self = try Self.contracted(
                sources.contracted(priced, service.code), service, usualCents)
        case .outOfNetwork:
            self = try Self.outside(
                sources.plan(.outOfNetworkAllowed, plan.id, service.code), service, plan,
                usualCents)
        }
    }

    private init(
        _ cents: Int64, _ side: BenefitRule.Side, isBinding: Bool, _ what: String,
        _ source: FeeSource
    ) {
        self.cents = cents
        self.side = side
        self.isBinding = isBinding
        self.step = Estimate.Step(what: what, source: source)
    }

    private static func contracted(
        _ answer: FeeAnswer, _ service: Service, _ usualCents: Int64?
    ) throws(Uncertainty) -> AllowedFee {
        switch answer {
        case .priced(let cents, let source):
            return lesser(cents, usualCents, .inside, isBinding: true, source)
        case .percentOfUsual(let points, let source):
            let usual = try required(usualCents, service)
            let cents = (usual * points + 5_000) / 10_000
            return AllowedFee(
                cents, .inside, isBinding: true,
                "allowed is \(Figure.percent(points)) of the usual fee, \(Figure.money(cents))",
                source)
        case .bundled(let source):
            return AllowedFee(
                0, .inside, isBinding: true, "\(service.code) is paid with another service",
                source)
        case .notCovered(let source):
            let usual = try required(usualCents, service)
            var fee = AllowedFee(
                usual, .inside, isBinding: false,
                "the contract does not cover \(service.code): the usual fee holds", source)
            fee.isLeftToPatient = true
            return fee
        case .byReport(let source), .notListed(let source):
            throw Uncertainty(
                "the schedule names no price for \(service.code)", candidates: [source.description])
        case .none(let words): throw Uncertainty("no fee for \(service.code): \(words)")
        case .unknown(let point): throw point
        }
    }

    private static func outside(
        _ answer: FeeAnswer, _ service: Service, _ plan: RecordView, _ usualCents: Int64?
    ) throws(Uncertainty) -> AllowedFee {
        let usual = try required(usualCents, service)
        switch answer {
        case .priced(let cents, let source):
            return lesser(cents, usual, .outside, isBinding: false, source)
        case .percentOfUsual(let points, let source):
            let cents = (usual * points + 5_000) / 10_000
            return AllowedFee(
                cents, .outside, isBinding: false,
                "the plan allows \(Figure.percent(points)) of the usual fee, "
                    + Figure.money(cents), source)
        case .none where plan[InsurancePlan.planKind] == "indemnity":
            return AllowedFee(
                usual, .outside, isBinding: false,
                "an indemnity plan reckons with the usual fee, \(Figure.money(usual))",
                FeeSource("the plan's kind"))
        case .none(let words):
            throw Uncertainty(
                "nobody knows what the plan allows out of network for \(service.code): \(words)")
        case .notCovered(let source), .byReport(let source), .notListed(let source),
            .bundled(let source):
            throw Uncertainty(
                "the plan's own schedule names no price for \(service.code)",
                candidates: [source.description])
        case .unknown(let point): throw point
        }
    }

    /// A payor reckons with the smaller of its fee and what is charged.
    private static func lesser(
        _ cents: Int64, _ usualCents: Int64?, _ side: BenefitRule.Side, isBinding: Bool,
        _ source: FeeSource
    ) -> AllowedFee {
        guard let usualCents, usualCents < cents else {
            return AllowedFee(
                cents, side, isBinding: isBinding, "allowed is \(Figure.money(cents))", source)
        }
        return AllowedFee(
            usualCents, side, isBinding: isBinding,
            "allowed is the usual fee, \(Figure.money(usualCents)): the plan's "
                + "\(Figure.money(cents)) is more", source)
    }

    private static func required(
        _ usualCents: Int64?, _ service: Service
    ) throws(Uncertainty) -> Int64 {
        guard let usualCents else {
            throw Uncertainty("the office has no usual fee for \(service.code) on that day")
        }
        return usualCents
    }
}
