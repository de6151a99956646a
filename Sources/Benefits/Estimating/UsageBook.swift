internal import Merge
internal import Records
internal import Tables

/// What payors said of the used benefits of one coverage.
///
/// The payor owns these numbers: nothing of ours is ever added up over time.
struct UsageBook {
    /// The newest first; of one day, the source that is closest to the payor's own books.
    private let snapshots: [Snapshot]
    private let history: [Served]
    private let answers: UsageAnswers

    private struct Snapshot {
        let view: RecordView
        let asOf: Day
        let source: String
        let rank: Int
    }

    /// A service that the payor has on its books.
    struct Served: Hashable {
        let code: String
        let on: Day
        let tooth: String?
    }

    /// A figure of a snapshot, with where it stands.
    struct Reading {
        let field: String
        let cents: Int64
        let words: String
    }

    /// - Parameter views: the `benefit_usage` records of one coverage.
    init(_ views: some Sequence<RecordView>) {
        let active = views.filter(\.isActive)
        self.answers = UsageAnswers(active)
        self.snapshots = active.compactMap { view in
            view[BenefitUsage.asOf].map { day in
                let source = view[BenefitUsage.source] ?? ""
                let rank = Self.sources.firstIndex(of: source) ?? Self.sources.count
                return Snapshot(view: view, asOf: day, source: source, rank: rank)
            }
        }.sorted { ($1.asOf, $0.rank, $0.view.id) < ($0.asOf, $1.rank, $1.view.id) }
        let served = active.flatMap { $0[BenefitUsage.history] }.compactMap { row in
            row[BenefitUsage.History.code].flatMap { code in
                row[BenefitUsage.History.servedOn].map {
                    Served(code: code, on: $0, tooth: row[BenefitUsage.History.tooth])
                }
            }
        }
        self.history = Set(served).sorted { ($0.on, $0.code) < ($1.on, $1.code) }
    }

    private static let sources = ["271", "portal", "eob", "phone", "fax"]

    /// The day of the newest word of the payor.
    var newestDay: Day? { snapshots.first?.asOf }

    /// The newest of the named figures in a period; `nil` where the period has not begun.
    ///
    /// - Throws: `Uncertainty` where no payor said, or two words of one day differ.
    func reading(
        _ fields: [BenefitUsage.Field<Int64>], of what: String, in period: BenefitPeriod, today: Day
    ) throws(Uncertainty) -> Reading? {
        if let first = period.first, first > today { return nil }
        let inside = snapshots.filter { snapshot in
            let isInside =
                period.first.map { $0 <= snapshot.asOf && snapshot.asOf <= period.last } ?? true
            return isInside
                && fields.contains { answers.isStanding(snapshot.view, on: $0) }
        }
        guard let best = inside.first else {
            let since = period.first.map { " since \($0)" } ?? ""
            throw Uncertainty("no word of the payor on the \(what)\(since); verify the coverage")
        }
        let equals = inside.prefix { $0.asOf == best.asOf && $0.rank == best.rank }
        let readings = equals.compactMap { reading(fields, in: $0) }
        guard let first = readings.first,
            readings.allSatisfy({ $0.field == first.field && $0.cents == first.cents })
        else {
            throw Uncertainty(
                "the payor's words on the \(what) differ; take the wrong one out (edit "
                    + "benefit-usage ID --lifecycle enteredInError)",
                candidates: readings.map(\.words))
        }
        return first
    }

    private func reading(_ fields: [BenefitUsage.Field<Int64>], in snapshot: Snapshot) -> Reading? {
        for field in fields {
            guard answers.isStanding(snapshot.view, on: field), let cents = snapshot.view[field]
            else { continue }
            let source = snapshot.source.isEmpty ? "" : " by \(snapshot.source)"
            let id = snapshot.view.id.description.suffix(8)
            return Reading(
                field: field.name, cents: cents,
                words:
                    "\(field.name) \(Figure.money(cents)) as of \(snapshot.asOf)\(source) (\(id))")
        }
        return nil
    }

    func served(in period: BenefitPeriod, codes: Set<String>?) -> [Served] {
        history.filter { period.contains($0.on) && (codes?.contains($0.code) ?? true) }
    }
}
