import Merge

@testable import Benefits
@testable import Fees
@testable import Participation
@testable import Records

/// A patient with a coverage, a plan and a payor's word on what is used, for estimates.
///
/// Codes carry no text and stand for nothing: X1 is filed as preventive, X2 as basic, X3 as major,
/// X9 nowhere.
struct InsuredPatient {
    static let patient = RecordID(bits: 0x1)
    static let payor = RecordID(bits: 0x2)
    static let plan = RecordID(bits: 0x3)
    static let coverage = RecordID(bits: 0x4)
    static let usage = RecordID(bits: 0x5)
    static let contract = RecordID(bits: 0x6)
    static let verification = RecordID(bits: 0x7)
    static let today = Day("2026-06-15") ?? Day(number: 0)

    /// Preventive in full, basic at 80 %, major at half after the deductible; 1,000.00 a year.
    static let usualRules = [
        "rules[coinsurance;individual;preventive;;;both]=;;100;;;;;;;no",
        "rules[coinsurance;individual;basic;;;both]=;;80;;;;;;;yes",
        "rules[coinsurance;individual;major;;;both]=;;50;;;;;;;yes",
        "rules[deductible;individual;;;;both]=calendarYear;;;;50.00",
        "rules[limitation;individual;;;;both]=calendarYear;;;;1000.00",
    ]
    static let ppo = ["planKind=ppoPercentage", "benefitYearMonth=1"]
    static let unused = [
        "asOf=2026-06-01", "source=portal", "maximumUsed=0.00", "deductibleMet=0.00",
    ]

    /// What the doctor's contract prices.
    static let priced: FeeAssignments.Case = {
        var priced = FeeAssignments.Case(on: today)
        priced.contract = contract
        return priced
    }()

    private(set) var lookup = TestLookup()
    var path = PathAnswer.inNetwork(InsuredPatient.priced, words: "contract C1")
    var contracted: [String: FeeAnswer] = [:]
    var usualFees: [String: FeeAnswer] = [:]
    var planFees: [String: FeeAnswer] = [:]

    init(
        _ rules: [String] = usualRules, plan: [String] = ppo, usage: [String]? = unused,
        coverage: [String] = []
    ) {
        add(
            .patient, Self.patient,
            [
                "family=Synthley", "given=Alba", "birthDate=1980-06-16",
            ])
        add(.payor, Self.payor, ["code=P1", "name=Synthetic Dental"])
        add(.insurancePlan, Self.plan, ["code=PL1", "payor=\(Self.payor)"] + plan + rules)
        add(
            .coverage, Self.coverage,
            [
                "patient=\(Self.patient)", "insurancePlan=\(Self.plan)", "memberId=SYN0001",
                "effectiveFrom=2026-01-01",
            ] + coverage)
        if let usage {
            add(.benefitUsage, Self.usage, ["coverage=\(Self.coverage)"] + usage)
        }
        for (name, codes) in [("preventive", ["X1"]), ("basic", ["X2"]), ("major", ["X3"])] {
            addGroup(name, codes, use: "category")
        }
        for (code, fee) in [("X1", 100_00), ("X2", 200_00), ("X3", 1_200_00), ("X9", 90_00)] {
            usualFees[code] = .priced(cents: Int64(fee), source: "usual fees")
            contracted[code] = .priced(cents: Int64(fee) * 3 / 4, source: "SF1 version 1")
        }
    }

    @discardableResult
    mutating func addGroup(_ name: String, _ codes: [String], use: String) -> RecordID {
        let id = IDSecret.test.id("code_group", [name])
        add(.codeGroup, id, ["name=\(name)", "uses+=\(use)"] + codes.map { "codes+=\($0)" })
        return id
    }

    /// Creates or edits a record as a person would type it.
    mutating func add(
        _ type: RecordType, _ id: RecordID, _ fields: [String], seeing before: TestLookup? = nil
    ) {
        do {
            let state = before.map { $0.state(id) } ?? lookup.state(id)
            let assignments = try fields.map { text throws(EditProblem) in
                try Assignment(parsing: text)
            }
            let writes = try RecordEditor.writes(
                type: type, record: id, assignments: assignments, before: state)
            lookup.write(writes, seeing: before)
        } catch {
            preconditionFailure("a test's own record does not fit: \(error)")
        }
    }

    mutating func take(_ writes: [Write]) {
        lookup.write(writes)
    }

    /// Takes a rule off the plan.
    mutating func remove(_ key: String) {
        add(.insurancePlan, Self.plan, ["rules[\(key)]="])
    }

    /// `X2`, or `X2:14` for a tooth.
    func estimate(
        _ services: String..., on day: String = "2026-06-15", coverage: RecordID? = nil,
        contracts: [RecordID: Int64] = [:]
    ) -> Estimate {
        guard let patient = lookup.record(Self.patient), let day = Day(day) else {
            preconditionFailure("a test's own patient is missing")
        }
        let sources = EstimateSources(
            path: { coverage in
                guard contracts[coverage.id] != nil else { return (path, []) }
                // A contract of the coverage's own, found again by its id.
                var priced = FeeAssignments.Case(on: Self.today)
                priced.contract = coverage.id
                return (.inNetwork(priced, words: "contract of its own"), [])
            },
            contracted: { priced, code in
                if let cents = priced.contract.flatMap({ contracts[$0] }) {
                    return .priced(cents: cents, source: "SF2 version 1")
                }
                return contracted[code] ?? .notListed(source: "SF1 version 1")
            },
            usual: { usualFees[$0] ?? .none("no usual schedule") },
            plan: { planFees["\($0.rawValue) \($2)"] ?? .none("no such schedule") })
        return Estimator(
            lookup, patient: patient, coverage: coverage.flatMap { lookup.record($0) }, on: day,
            today: Self.today, sources: sources
        ).estimate(
            services.map { text in
                let parts = text.split(separator: ":").map(String.init)
                return (parts[0], parts.count > 1 ? parts[1] : nil)
            })
    }

    func line(
        _ service: String, on day: String = "2026-06-15"
    ) -> Estimate.Line {
        estimate(service, on: day).lines[0]
    }
}

extension FeeSource: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        self.init(text)
    }
}
