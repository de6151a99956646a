package import Merge
package import Records

// One answer for everybody: `network explain`, `fees lookup`, `estimate` and the reports ask here,
// so that an office never quotes by one schedule and bills by another.

/// Which fee schedule prices a case, and what says so.
///
/// The schedule that the enrolment names comes first, then the best of the assignments that fit the
/// case (`FeeAssignments`), then the contract's own schedule or the office's own usual fees. A
/// schedule of another contract never fits, whatever assigns it.
package enum FeeScheduleChoice: Hashable, Sendable {
    case schedule(RecordID, Basis)
    /// Several say so with equal weight; a person decides.
    case ambiguous([RecordID])
    case none

    /// What names the schedule.
    package enum Basis: Hashable, Sendable, CustomStringConvertible {
        /// The payor loaded the doctor with it.
        case enrollment
        case assignment(scope: String)
        /// It is the contract's only contracted schedule, or the only one of the doctor's tier.
        case contract
        /// It is the only schedule of usual fees that the office holds.
        case office

        package var description: String {
            switch self {
            case .enrollment: "the enrolment names it"
            case .assignment(let scope): "assigned by \(scope)"
            case .contract: "the contract's own"
            case .office: "the office's own"
            }
        }
    }

    /// The schedules of a kind that is asked for: a copay table never prices what a contract pays.
    package struct Kinds: Sendable {
        let names: Set<String>

        /// What a contract lets an office charge.
        package static let contracted = Kinds(names: ["contracted", "discount"])
        /// What an office charges everybody.
        package static let usual = Kinds(names: ["ucr"])

        /// A plan's own schedules, of one kind.
        package static func plan(_ kind: PlanScheduleKind) -> Kinds {
            Kinds(names: [kind.rawValue])
        }
    }

    /// A schedule without a version on the day prices nothing: it never stands before one that has.
    ///
    /// - Parameter kinds: every kind if `nil`.
    package static func of(
        _ priced: FeeAssignments.Case, _ kinds: Kinds?, in lookup: some RecordLookup
    ) -> FeeScheduleChoice {
        let first = ranked(priced, kinds, in: lookup)
        if case .schedule(_, .enrollment) = first { return first }
        let inForce = { FeeBook(schedule: $0, lookup: lookup).version(on: priced.day) != nil }
        if case .schedule(let id, _) = first, lookup.record(id).map(inForce) ?? true {
            return first
        }
        let second = ranked(priced, kinds, in: lookup, where: inForce)
        return second == .none ? first : second
    }

    /// The assigned schedule that ranks before the chosen one and has no version in force.
    ///
    /// Of equals the one in force needs no word.
    package static func passedOver(
        _ priced: FeeAssignments.Case, _ kinds: Kinds?, in lookup: some RecordLookup
    ) -> RecordID? {
        guard case .schedule(let first, .assignment) = ranked(priced, kinds, in: lookup),
            case .schedule(let chosen, _) = of(priced, kinds, in: lookup), chosen != first
        else { return nil }
        return first
    }

    private static func ranked(
        _ priced: FeeAssignments.Case, _ kinds: Kinds?, in lookup: some RecordLookup,
        where isUsable: (RecordView) -> Bool = { _ in true }
    ) -> FeeScheduleChoice {
        if let named = priced.named { return .schedule(named, .enrollment) }
        let schedules = lookup.records(.feeSchedule).filter { view in
            view.isActive && (kinds?.names.contains(view[FeeSchedule.kind] ?? "") ?? true)
        }
        let usable = Set(
            schedules.filter { view in
                guard isUsable(view) else { return false }
                guard let own = view[FeeSchedule.contract], let contract = priced.contract
                else { return true }
                return own == contract
            }.map(\.id))
        switch FeeAssignments(priced, lookup: lookup, among: usable).choice {
        case .one(let fit): return .schedule(fit.schedule, .assignment(scope: fit.scope))
        case .ambiguous(let fits): return .ambiguous(Set(fits.map(\.schedule)).sorted())
        case .none: return own(priced, schedules, where: isUsable)
        }
    }

    /// Without an assignment: what belongs to the contract, or what the office charges everybody.
    private static func own(
        _ priced: FeeAssignments.Case, _ schedules: [RecordView],
        where isUsable: (RecordView) -> Bool
    ) -> FeeScheduleChoice {
        if let contract = priced.contract {
            let all = schedules.filter { view in
                view[FeeSchedule.contract] == contract
                    && Kinds.contracted.names.contains(view[FeeSchedule.kind] ?? "")
            }
            let ofTier = all.filter {
                priced.tier != nil && $0[FeeSchedule.specialtyTier] == priced.tier
            }
            let plain = all.filter { $0[FeeSchedule.specialtyTier] == nil }
            // The tier decides before the days do: another tier's fees are no stand-in.
            return one(of: (ofTier.isEmpty ? plain : ofTier).filter(isUsable), .contract)
        }
        guard let office = priced.office else { return .none }
        let usual = schedules.filter { view in
            Kinds.usual.names.contains(view[FeeSchedule.kind] ?? "")
                && view[FeeSchedule.offices, each: FeeSchedule.offices.office].contains(office)
        }
        return one(of: usual.filter(isUsable), .office)
    }

    private static func one(of found: [RecordView], _ basis: Basis) -> FeeScheduleChoice {
        guard let first = found.first else { return .none }
        return found.count == 1
            ? .schedule(first.id, basis) : .ambiguous(found.map(\.id).sorted())
    }
}
