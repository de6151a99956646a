package import Merge
package import Records

/// Which fee holds for a code on a date of service, and why.
///
/// The date of service decides, never today: a claim of last year is priced as of last year.
package struct FeeBook: Sendable {
    package let log: FeeReleaseLog
    /// Every version held here, by number; the unsound too, so that they can raise an alarm.
    package let versions: [FeeVersion]

    /// The answer for one code and day.
    package enum Answer: Sendable {
        /// The line that holds, and the version it stands in.
        case line(FeeLine, FeeVersion)
        /// A version holds, and it does not speak of the code.
        case notListed(FeeVersion)
        /// No version holds on that day.
        case noVersion
        /// The version that would hold is damaged: nothing is used in its place.
        case unsound(FeeVersion)
    }

    package init(schedule: RecordView, versions: [RecordView]) {
        self.log = FeeReleaseLog(schedule)
        self.versions = versions.compactMap { FeeVersion($0) }
            .filter { $0.schedule == schedule.id }
            .sorted { ($0.number, $0.id) < ($1.number, $1.id) }
    }

    package init(schedule: RecordView, lookup: some RecordLookup) {
        self.init(
            schedule: schedule,
            versions: lookup.records(where: FeeScheduleVersion.schedule, is: schedule.id))
    }

    /// The version that holds on a date of service: published, not recalled for it, the last to
    /// begin, and among those the one with the greatest number.
    package func version(on day: Day) -> FeeVersion? {
        let begun = versions.filter { isUsable($0, on: day) }
            .max { ($0.effectiveFrom, $0.number) < ($1.effectiveFrom, $1.number) }
        guard let begun, begun.effectiveThrough.map({ day <= $0 }) ?? true else { return nil }
        return begun
    }

    package func answer(_ key: FeeKey, on day: Day) -> Answer {
        guard let version = version(on: day) else { return .noVersion }
        guard let lines = version.lines else { return .unsound(version) }
        guard let line = lines[key] ?? lines[FeeKey(key.code)] else { return .notListed(version) }
        return .line(line, version)
    }

    private func isUsable(_ version: FeeVersion, on day: Day) -> Bool {
        guard version.effectiveFrom <= day else { return false }
        switch log.state(of: version.id) {
        case .unpublished: return false
        case .published: return true
        case .recalled(let from): return from.map { day < $0 } ?? false
        }
    }
}

extension FeeBook {
    /// Why the answer is what it is, one sentence per version that was looked at.
    package func explanation(on day: Day) -> [String] {
        let chosen = version(on: day)
        return versions.map { version in
            let name = "v\(version.number) from \(version.effectiveFrom)"
            guard version.isSound else {
                return "\(name): ALARM: its lines do not match its digest, it is never used; "
                    + "run `bridgework verify`, then `bridgework sync`"
            }
            switch log.state(of: version.id) {
            case .unpublished: return "\(name): not released"
            case .recalled(let from?) where day >= from: return "\(name): recalled from \(from)"
            case .recalled(nil): return "\(name): recalled"
            case .published, .recalled: break
            }
            if version.effectiveFrom > day { return "\(name): begins after \(day)" }
            guard version.id == chosen?.id else { return reason(version, day, name) }
            return "\(name): holds on \(day)"
        }
    }

    private func reason(_ version: FeeVersion, _ day: Day, _ name: String) -> String {
        if let end = version.effectiveThrough, end < day { return "\(name): ended on \(end)" }
        return "\(name): a later version has begun"
    }
}
