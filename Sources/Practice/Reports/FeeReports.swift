internal import Benefits
package import Fees
package import Merge
package import Records
package import Tables

/// Reports over fee schedules, code sets and volumes.
package enum FeeReports {
    /// R5b: schedules and plans by the day their yearly review falls due, undated ones last.
    package static func annualReview(_ lookup: some RecordLookup, today: Day) -> Table {
        var table = Table(
            title: "Annual review",
            ["kind", "code", "name", "reviewDue", "days", "inForceSince", "owner"])
        let schedules = lookup.records(.feeSchedule).filter(\.isActive).map { view in
            let since = FeeBook(schedule: view, lookup: lookup).version(on: today)?.effectiveFrom
            let owner = view[FeeSchedule.owner].map {
                lookup.record($0)?[User.login] ?? Table.Cell.notHeld.plain
            }
            return (view, "fee schedule", view[FeeSchedule.name], since, owner)
        }
        let plans = lookup.records(.insurancePlan).filter(\.isActive).map { view in
            (
                view, "plan", view[InsurancePlan.groupName], view[InsurancePlan.verifiedOn],
                String?.none
            )
        }
        let all = (schedules + plans).sorted { left, right in
            let (first, second) = (
                left.0[AnyRecord.reviewDueOn]?.number ?? .max,
                right.0[AnyRecord.reviewDueOn]?.number ?? .max
            )
            return (first, left.0[AnyRecord.code] ?? "", left.0.id)
                < (second, right.0[AnyRecord.code] ?? "", right.0.id)
        }
        for (view, kind, name, since, owner) in all {
            let due = view[AnyRecord.reviewDueOn]
            table.add([
                .text(kind), .text(view[AnyRecord.code]), .text(name), .day(due),
                due.map { .number($0.number - today.number) } ?? .blank, .day(since),
                .text(owner),
            ])
        }
        return table
    }

    /// R16: each changed code with the fee lines, rules, groups and maps that name it.
    package static func codeImpact(
        from before: CodeRelease, to after: CodeRelease, lookup: some RecordLookup, today: Day
    ) -> Table {
        let diff = CodeSetDiff(from: before, to: after)
        let impact = CodeImpact(of: diff, lookup: lookup, today: today)
        var table = Table(
            title: "Code-set change impact, \(before.name) to \(after.name)",
            codeImpactColumns)
        for change in diff.changes {
            let head: [Table.Cell] = [
                .text(change.code), .text(change.kind.rawValue), .text(change.replacedBy),
            ]
            let touched = impact.touched(by: change.code)
            if touched.isEmpty { table.add(head + [.blank, .blank, .blank]) }
            for place in touched {
                table.add(
                    head + [
                        .text(place.place.rawValue), .text(place.name),
                        .id(place.record),
                    ])
            }
        }
        // Drafts are the centre's, and fee schedules those of the offices that use them.
        guard lookup.office != nil else { return table }
        for place in ["fee line of other offices", CodeImpact.Place.draftLine.rawValue] {
            table.add([.blank, .blank, .blank, .text(place), .notHeld, .blank])
        }
        return table
    }

    private static let codeImpactColumns: [Table.Column] = [
        "code", "change", "replacedBy", "place", "record", .key("id"),
    ]

    /// R16 for the two dental releases that begin last; no rows where there are not two.
    package static func newestCodeImpact(
        _ lookup: some RecordLookup, today: Day
    ) -> Table {
        let releases = lookup.records(.codeSetRelease)
            .filter { $0.isActive && $0[CodeSetRelease.system] == "CDT" }.compactMap {
                CodeRelease($0)
            }
            .sorted { left, right in
                (left.effectiveFrom?.number ?? .min, left.name)
                    < (right.effectiveFrom?.number ?? .min, right.name)
            }
        guard releases.count > 1 else {
            return Table(
                title: "Code-set change impact: needs two releases, `codes import` takes them in",
                codeImpactColumns)
        }
        return codeImpact(
            from: releases[releases.count - 2], to: releases[releases.count - 1],
            lookup: lookup, today: today)
    }

    /// What a change of fees is worth: per code the price before and after, and the difference on
    /// the volumes that offices have imported.
    package static func worth(
        of diff: FeeDiff, volumes: FeeVolumes?, title: String
    ) -> Table {
        var columns: [Table.Column] = [
            "code", "qualifier", "change", "before", "after", "delta", .detail("notices"),
        ]
        if volumes != nil { columns += ["count", "worth"] }
        var table = Table(title: title, columns)
        for change in diff.changes {
            var row: [Table.Cell] = [
                .text(change.key.code), .text(change.key.qualifier), .text(change.kind.rawValue),
                .text(change.before?.description), .text(change.after?.description),
                change.delta.map { .money($0) } ?? .blank,
                .list(change.notices.map(\.rawValue).sorted()),
            ]
            if let volumes {
                row.append(volumes[change.key.code].map { .number($0) } ?? .blank)
                row.append(volumes.worth(of: change).map { .money($0) } ?? .blank)
            }
            table.add(row)
        }
        return table
    }
}
