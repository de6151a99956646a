package import Fees
package import Merge
package import Records

/// What a change of codes touches: fee lines, benefit rules, code groups and maps that name them.
package struct CodeImpact: Sendable {
    /// In the order of the codes, then of the kinds.
    package let touched: [Touched]

    /// One record that names a changed code.
    package struct Touched: Hashable, Sendable {
        package let code: String
        package let place: Place
        package let record: RecordID
        /// The record's code or name, where it has one.
        package let name: String
    }

    /// Where a code stands that a release ends or changes.
    package enum Place: String, CaseIterable, Hashable, Sendable {
        case feeLine = "fee line"
        case draftLine = "draft line"
        case benefitRule = "benefit rule"
        case codeGroup = "code group"
        case codeMap = "code map"
    }

    /// - Parameter today: versions that have ended before it are history and touch nothing.
    package init(of diff: CodeSetDiff, lookup: some RecordLookup, today: Day) {
        let codes = Set(diff.changes.map(\.code))
        self.touched = CodeImpact.named(lookup, today).filter { codes.contains($0.code) }
    }

    /// Every code that does not hold on a day, by the release of its system that is in force then,
    /// with the records that name it.
    package static func unsound(
        on day: Day, in lookup: some RecordLookup
    ) -> [(touched: Touched, doubt: String)] {
        let doubts = CodeDoubts(on: day, in: lookup)
        guard doubts.isAble else { return [] }
        return named(lookup, day).compactMap { touched in
            doubts[touched.code].map { (touched, $0) }
        }
    }

    /// Every record that names a code, once for each code.
    private static func named(_ lookup: some RecordLookup, _ today: Day) -> [Touched] {
        let found = schedules(lookup, today) + plans(lookup) + groups(lookup) + maps(lookup)
        return Set(found).sorted { left, right in
            (left.code, left.place.rawValue, left.name, left.record)
                < (right.code, right.place.rawValue, right.name, right.record)
        }
    }

    /// The places that one code stands in.
    package func touched(by code: String) -> [Touched] { touched.filter { $0.code == code } }

    private static func schedules(_ lookup: some RecordLookup, _ today: Day) -> [Touched] {
        lookup.records(.feeSchedule).filter(\.isActive).flatMap { schedule -> [Touched] in
            let name = schedule[FeeSchedule.code] ?? ""
            let book = FeeBook(schedule: schedule, lookup: lookup)
            let inUse = book.versions.filter { version in
                version.id == book.version(on: today)?.id
                    || version.effectiveFrom > today
                        && book.log.state(of: version.id) == .published
            }
            let published = inUse.flatMap { version in
                (version.lines?.lines ?? []).map {
                    Touched(
                        code: $0.key.code, place: .feeLine, record: schedule.id, name: name)
                }
            }
            let drafts = lookup.records(where: FeeDraft.schedule, is: schedule.id)
                .filter(\.isActive).compactMap { FeeDraft($0) }
                .filter { draft in !book.versions.contains { $0.draft == draft.id } }
            return published
                + drafts.flatMap { draft in
                    draft.lines.lines.map {
                        Touched(
                            code: $0.key.code, place: .draftLine, record: draft.id, name: name)
                    }
                }
        }
    }

    private static func plans(_ lookup: some RecordLookup) -> [Touched] {
        lookup.records(.insurancePlan).filter(\.isActive).flatMap { plan in
            plan[InsurancePlan.rules, each: BenefitRuleFields.code].map {
                Touched(
                    code: $0, place: .benefitRule, record: plan.id,
                    name: plan[InsurancePlan.code] ?? "")
            }
        }
    }

    private static func groups(_ lookup: some RecordLookup) -> [Touched] {
        lookup.records(.codeGroup).filter(\.isActive).flatMap { group in
            group[CodeGroup.codes, each: CodeGroup.Codes.code].map {
                Touched(
                    code: $0, place: .codeGroup, record: group.id,
                    name: group[CodeGroup.name] ?? "")
            }
        }
    }

    private static func maps(_ lookup: some RecordLookup) -> [Touched] {
        lookup.records(.codeMap).filter(\.isActive).compactMap { CodeMap($0) }.flatMap { map in
            map.codes.map {
                Touched(code: $0.code, place: .codeMap, record: map.id, name: map.name)
            }
        }
    }
}
