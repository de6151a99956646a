internal import Fees
package import Merge
package import Records
internal import Tables

/// The estimates that patients were given, beside the fees that hold for their days of service now.
///
/// A recall, a correction or a version that begins meanwhile leaves an estimate as it was shown,
/// while another fee holds: whoever gave it has to tell the patient. One that was given instead of
/// another of the same visit takes its place.
///
/// Versions of the schedule that a fee was taken from are compared. That another schedule would be
/// chosen today, by a new assignment or enrolment, is not seen here.
package struct GivenEstimates: Sendable {
    /// By day of service, then by id.
    package let rows: [Row]

    /// An estimate with each fee that it took from a schedule.
    package struct Row: Sendable {
        package let estimate: GivenEstimate
        package let uses: [Use]

        package var changed: [Use] { uses.filter(\.isChanged) }
        package var isChanged: Bool { uses.contains(where: \.isChanged) }
    }

    /// A line's fee, from one version that is held here.
    package struct Use: Sendable {
        package let service: String
        /// The schedule's code; `nil` where its version is not held here any more.
        package let schedule: String?
        package let version: RecordID
        package let number: Int64?
        /// What holds on the day of service now.
        package let now: Now
        /// The version that holds now prices the service otherwise, or not at all.
        package let isChanged: Bool

        /// What the schedule says today, beside what the estimate was made from.
        package enum Now: Hashable, Sendable {
            case version(Int64)
            case none
            /// The schedule left this replica: what holds is known elsewhere.
            case notHeld
        }
    }

    /// - Parameters:
    ///   - schedule: only uses of this one, and only estimates that have some; all if `nil`.
    ///   - version: only uses of this version of it.
    ///   - from: only days of service from this one on.
    package init(
        _ lookup: some RecordLookup, schedule: RecordID? = nil, version: RecordID? = nil,
        from: Day = .earliest
    ) {
        let views = lookup.records(.estimate).filter(\.isActive)
        let replaced = Self.replaced(views)
        // Lines are decoded only where they are wanted: years of estimates may stand here.
        let wanted = views.filter { view in
            !replaced.contains(view.id) && view[GivenEstimate.serviceOn].map { from <= $0 } ?? false
        }
        var fees = Fees()
        self.rows = wanted.compactMap { GivenEstimate($0) }.compactMap { estimate in
            let uses = estimate.lines.flatMap { line in
                line.versions.filter { version == nil || $0 == version }.compactMap { used in
                    fees.use(of: used, line, of: estimate, only: schedule, lookup)
                }
            }
            guard !uses.isEmpty || (schedule == nil && version == nil) else { return nil }
            return Row(estimate: estimate, uses: uses)
        }.sorted {
            ($0.estimate.serviceOn, $0.estimate.id) < ($1.estimate.serviceOn, $1.estimate.id)
        }
    }

    /// The estimates whose place another of the same patient, office and day has taken.
    ///
    /// A `replaces` that names any other estimate takes nobody's place: an edit by hand must not
    /// hide what another patient was told.
    private static func replaced(_ views: [RecordView]) -> Set<RecordID> {
        let visits = Dictionary(views.map { ($0.id, Visit($0)) }) { first, _ in first }
        return Set(
            views.compactMap { view in
                view[GivenEstimate.replaces].flatMap { visits[$0] == Visit(view) ? $0 : nil }
            })
    }

    private init(rows: [Row]) {
        self.rows = rows
    }

    /// Those whose fees have changed.
    package var changed: GivenEstimates { GivenEstimates(rows: rows.filter(\.isChanged)) }

    /// Fee schedules and the lines of their versions, each read once.
    private struct Fees {
        private var schedules: [RecordID: FeeSchedule?] = [:]
        private var lines: [RecordID: FeeLines?] = [:]

        /// - Returns: `nil` for a version of another schedule than the one asked for.
        mutating func use(
            of version: RecordID, _ line: GivenEstimate.Line, of estimate: GivenEstimate,
            only: RecordID?, _ lookup: some RecordLookup
        ) -> Use? {
            // Another of the patient's offices never held it, and cannot tell.
            let isOurs = lookup.office.map { $0 == estimate.office } ?? true
            let day = estimate.serviceOn
            guard let used = lookup.record(version).flatMap({ FeeVersion($0) }),
                let schedule = schedule(used.schedule, lookup)
            else {
                return only != nil
                    ? nil
                    : Use(
                        service: line.service, schedule: nil, version: version, number: nil,
                        now: .notHeld, isChanged: isOurs)
            }
            guard only == nil || used.schedule == only else { return nil }
            let now = schedule.view.isActive ? schedule.book.version(on: day) : nil
            return Use(
                service: line.service, schedule: schedule.code, version: version,
                number: used.number, now: now.map { .version($0.number) } ?? .none,
                isChanged: now.map { !isSame(line.code, used, $0) } ?? true)
        }

        private mutating func schedule(
            _ id: RecordID, _ lookup: some RecordLookup
        ) -> FeeSchedule? {
            if let known = schedules[id] { return known }
            let found = lookup.record(id).map { FeeSchedule($0, lookup: lookup) }
            schedules[id] = .some(found)
            return found
        }

        private mutating func isSame(
            _ code: String, _ used: FeeVersion, _ now: FeeVersion
        ) -> Bool {
            if used.id == now.id { return true }
            guard let old = lines(used), let new = lines(now) else { return false }
            return old[FeeKey(code)]?.price == new[FeeKey(code)]?.price
        }

        private mutating func lines(_ version: FeeVersion) -> FeeLines? {
            if let known = lines[version.id] { return known }
            let found = version.lines
            lines[version.id] = .some(found)
            return found
        }
    }
}
