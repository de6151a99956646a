package import Fees
internal import Merge
package import Records
package import Tables

/// What a change of fees comes to: how often each procedure was done, times its difference.
package struct FeeWorth: Equatable, Sendable, CustomStringConvertible {
    package let sum: CheckedSum
    /// The periods whose volumes were counted.
    package let periods: [String]

    /// What to do where no office has imported how often it did what.
    package static let noVolumes = "no volumes are imported: `import volumes FILE`"

    package init(of diff: FeeDiff, on volumes: FeeVolumes) {
        self.sum = diff.changes.compactMap { volumes.worth(of: $0) }
            .reduce(into: CheckedSum()) { $0 += $1 }
        self.periods = volumes.periods
    }

    package var description: String {
        "worth " + Table.Cell.money(sum).plain + " on the volumes of "
            + periods.joined(separator: ", ")
    }
}

/// What a payor's offer is worth against what it pays now.
package enum OfferWorth: Equatable, Sendable, CustomStringConvertible {
    case known(FeeWorth)
    /// Nothing is published that the offer could be compared with.
    case noFees
    case noVolumes

    /// - Parameter offer: a fee draft, open, published or withdrawn.
    package init(of offer: FeeDraft, in lookup: some RecordLookup) {
        guard let view = lookup.record(offer.schedule),
            let base = Self.base(of: offer, FeeSchedule(view, lookup: lookup)),
            let before = base.lines
        else {
            self = .noFees
            return
        }
        let offices = Set(FeeSchedule(view, lookup: lookup).offices)
        let volumes = FeeVolumes(lookup, offices: offices.isEmpty ? nil : offices)
        self =
            volumes.isEmpty
            ? .noVolumes
            : .known(FeeWorth(of: FeeDiff(from: before, to: offer.lines), on: volumes))
    }

    /// What was published when the offer came: an offer that became a version is not its own base.
    private static func base(of offer: FeeDraft, _ schedule: FeeSchedule) -> FeeVersion? {
        let own = schedule.book.versions.first { $0.draft == offer.id }
        return schedule.book.versions.filter { version in
            version.draft != offer.id && own.map { version.number < $0.number } ?? true
                && schedule.book.log.state(of: version.id) == .published
        }.max { ($0.effectiveFrom, $0.number) < ($1.effectiveFrom, $1.number) }
    }

    package var description: String {
        switch self {
        case .known(let worth): "\(worth)"
        case .noFees:
            "nothing is published to compare the offer with: `fees import` what is paid now"
        case .noVolumes: FeeWorth.noVolumes
        }
    }
}
