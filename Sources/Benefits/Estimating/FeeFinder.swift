internal import Fees
internal import Merge
internal import Records
internal import Tables

/// The fees for one doctor at one office on a date of service.
struct FeeFinder<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let doctor: RecordID
    private let office: RecordID
    private let day: Day

    init(_ lookup: Lookup, doctor: RecordID, office: RecordID, day: Day) {
        self.lookup = lookup
        self.doctor = doctor
        self.office = office
        self.day = day
    }

    /// What the contract lets the office charge.
    func contracted(_ priced: FeeAssignments.Case, _ code: String) -> FeeAnswer {
        answer(priced, .contracted, code, otherwise: "no schedule belongs to the contract")
    }

    /// What the office charges everybody.
    func usual(_ code: String) -> FeeAnswer {
        answer(everybody, .usual, code, otherwise: "the office has no schedule of usual fees")
    }

    /// A plan's own schedule.
    func plan(
        _ schedule: PlanScheduleKind, _ plan: RecordID, _ code: String
    ) -> FeeAnswer {
        var priced = everybody
        priced.plan = plan
        return answer(
            priced, .plan(schedule), code,
            otherwise: "no \(schedule.rawValue) schedule is assigned to the plan")
    }

    private var everybody: FeeAssignments.Case {
        var priced = FeeAssignments.Case(on: day)
        priced.office = office
        priced.practitioner = doctor
        return priced
    }

    private func answer(
        _ priced: FeeAssignments.Case, _ kinds: FeeScheduleChoice.Kinds, _ code: String,
        otherwise: String
    ) -> FeeAnswer {
        switch FeeScheduleChoice.of(priced, kinds, in: lookup) {
        case .none: return .none(otherwise)
        case .ambiguous(let ids):
            let names = ids.compactMap { lookup.record($0) }.map(name).sorted()
            return .unknown(
                Uncertainty(
                    FeeScheduleChoice.tie(for: priced, in: lookup), candidates: names))
        case .schedule(let id, _):
            guard let view = lookup.record(id), view.isActive else {
                return .none("the enrolment names a schedule that is not held here")
            }
            let former = FeeScheduleChoice.passedOver(priced, kinds, in: lookup)
            return answer(
                view, code,
                caution: former.map {
                    FeeScheduleChoice.words(passedOver: $0, on: day, in: lookup)
                })
        }
    }

    private func answer(
        _ schedule: RecordView, _ code: String, caution: String?
    ) -> FeeAnswer {
        let book = FeeBook(schedule: schedule, lookup: lookup)
        switch book.answer(FeeKey(code), on: day) {
        case .noVersion: return .none("\(name(schedule)) has no version in force on \(day)")
        case .notListed(let version): return .notListed(source: source(schedule, version, caution))
        case .unsound(let version):
            return .unknown(
                Uncertainty(
                    "\(source(schedule, version, nil)) is damaged; run `verify`, then `sync`"))
        case .line(let line, let version):
            let source = source(schedule, version, caution)
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

    private func source(
        _ schedule: RecordView, _ version: FeeVersion, _ caution: String?
    ) -> FeeSource {
        FeeSource(
            "schedule \(name(schedule)) version \(version.number) from \(version.effectiveFrom)",
            version: version.id, caution: caution)
    }

    private func name(_ schedule: RecordView) -> String {
        schedule[FeeSchedule.code] ?? schedule.id.suffix
    }
}
