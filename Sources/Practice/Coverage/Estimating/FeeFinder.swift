internal import Merge

// Which schedule prices a service: what a case names itself, else the assignment that means the
// case most, else the one schedule that belongs to the contract or the office. Several that mean it
// alike are for a person to tell apart.

/// The fees for one doctor at one office on a date of service.
struct FeeFinder<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let doctor: RecordID
    private let office: RecordID
    private let day: Day
    private let schedules: [RecordID: RecordView]

    init(_ lookup: Lookup, doctor: RecordID, office: RecordID, day: Day) {
        self.lookup = lookup
        self.doctor = doctor
        self.office = office
        self.day = day
        let active = lookup.records("fee_schedule").filter(\.isActive)
        self.schedules = Dictionary(
            active.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the contract lets the office charge.
    func contracted(_ way: PathAnswer.Way, _ code: String) -> FeeAnswer {
        if let named = way.schedule {
            guard let view = schedules[named] else {
                return .none("the enrolment names a schedule that is not held here")
            }
            return answer(view, code)
        }
        var priced = priced
        priced.contract = way.contract
        priced.networkAccess = way.access
        priced.tier = way.tier
        let kinds: Set = ["contracted", "discount"]
        return assigned(priced, kinds, code)
            ?? only(code, "no schedule belongs to the contract") {
                kinds.contains($0.text("kind") ?? "") && $0.reference("contract") == way.contract
                    && ($0.text("specialtyTier") == nil || $0.text("specialtyTier") == way.tier)
            }
    }

    /// What the office charges everybody.
    func usual(_ code: String) -> FeeAnswer {
        assigned(priced, ["ucr"], code)
            ?? only(code, "the office has no schedule of usual fees") {
                $0.text("kind") == "ucr"
                    && $0.elements("offices").contains { $0[0].blob == office.bytes[...] }
            }
    }

    /// A plan's own schedule.
    func plan(
        _ schedule: EstimateSources.PlanSchedule, _ plan: RecordID, _ code: String
    ) -> FeeAnswer {
        var priced = priced
        priced.plan = plan
        return assigned(priced, [schedule.rawValue], code)
            ?? .none("no \(schedule.rawValue) schedule is assigned to the plan")
    }

    private var priced: FeeAssignments.Case {
        var priced = FeeAssignments.Case(on: day)
        priced.office = office
        priced.practitioner = doctor
        return priced
    }

    /// By the assignment that means the case most; `nil` where none fits.
    private func assigned(
        _ priced: FeeAssignments.Case, _ kinds: Set<String>, _ code: String
    ) -> FeeAnswer? {
        let fits = FeeAssignments(priced, lookup: lookup).fitting.filter { fit in
            schedules[fit.schedule]?.text("kind").map(kinds.contains) ?? false
        }
        guard let best = fits.first else { return nil }
        let equals = fits.filter { $0.precedence == best.precedence && $0.named == best.named }
        return one(of: equals.compactMap { schedules[$0.schedule] }, code)
    }

    /// By the one schedule that a property singles out.
    private func only(
        _ code: String, _ otherwise: String, where property: (RecordView) -> Bool
    ) -> FeeAnswer {
        one(of: schedules.values.filter(property), code) ?? .none(otherwise)
    }

    private func one(of found: [RecordView], _ code: String) -> FeeAnswer? {
        let views = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard let view = views.values.first else { return nil }
        guard views.count == 1 else {
            return .unknown(
                Uncertainty(
                    "several fee schedules mean this case alike; give one a higher precedence",
                    candidates: views.values.map(name).sorted()))
        }
        return answer(view, code)
    }

    private func answer(_ schedule: RecordView, _ code: String) -> FeeAnswer {
        let book = FeeBook(schedule: schedule, lookup: lookup)
        switch book.answer(FeeKey(code), on: day) {
        case .noVersion: return .none("\(name(schedule)) has no version in force on \(day)")
        case .notListed(let version): return .notListed(source: source(schedule, version))
        case .unsound(let version):
            return .unknown(
                Uncertainty(
                    "\(source(schedule, version)) is damaged; run `verify`, then `sync`"))
        case .line(let line, let version):
            let source = source(schedule, version)
            switch line.price {
            case .priced(let cents): return .priced(cents: cents, source: source)
            case .percentOfUcr(let points):
                return .percentOfUsual(points: points, source: source)
            case .notListed: return .notListed(source: source)
            case .notCovered: return .notCovered(source: source)
            case .byReport: return .byReport(source: source)
            case .bundled: return .bundled(source: source)
            }
        }
    }

    private func source(_ schedule: RecordView, _ version: FeeVersion) -> String {
        "schedule \(name(schedule)) version \(version.number) from \(version.effectiveFrom)"
    }

    private func name(_ schedule: RecordView) -> String {
        schedule.text("code") ?? schedule.id.suffix
    }
}
