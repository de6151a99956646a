package import Merge
package import Records
internal import Tables

/// A person's choice for the gaps of one doctor, as records.
package struct GapChoice: Sendable {
    package let choice: NetworkGap.Choice
    /// The enrolled doctor who sees the patients instead.
    package var replacement: RecordID?
    package var comment: String?

    package init(_ choice: NetworkGap.Choice) {
        self.choice = choice
    }

    /// Why it cannot be made.
    package enum Refusal: Error, Equatable, Sendable {
        case noGap
        /// Some of the gaps do not offer it; these all of them do.
        case notOffered([NetworkGap.Choice])
        case noReplacement
        case notEnrolled
        case replacementNotNeeded
    }

    /// What writes the choice down for each of the gaps; made again, it takes the other's place.
    package func writes(
        for gaps: [NetworkGap], _ finder: inout GapFinder, on today: Day,
        in lookup: some RecordLookup
    ) throws(Refusal) -> [Write] {
        guard let first = gaps.first else { throw .noGap }
        let offered = gaps.dropFirst().reduce(Set(first.options.map(\.choice))) { all, gap in
            all.intersection(gap.options.map(\.choice))
        }
        guard offered.contains(choice) else {
            throw .notOffered(NetworkGap.Choice.allCases.filter(offered.contains))
        }
        switch (choice, replacement) {
        case (.reassign, nil): throw .noReplacement
        case (.reassign, let doctor?):
            for gap in gaps where !finder.replacements(for: gap).contains(doctor) {
                throw .notEnrolled
            }
        case (_, .some): throw .replacementNotNeeded
        case (_, nil): break
        }
        return gaps.flatMap { writes(for: $0, on: today, in: lookup) }
    }

    private func writes(
        for gap: NetworkGap, on today: Day, in lookup: some RecordLookup
    ) -> [Write] {
        let doctor = gap.post.doctor
        let standing = lookup.records(where: GapDecision.practitioner, is: doctor)
            .first { view in
                view[GapDecision.office] == gap.post.office
                    && view[GapDecision.contract] == gap.contract
                    && view[GapDecision.gapFrom] == gap.days.first
                    && view[GapDecision.gapThrough] == gap.days.last
            }
        let key = [
            doctor.description, gap.post.office.description, gap.contract?.description ?? "",
            gap.days.first.description, gap.days.last.description,
        ]
        let id = standing?.id ?? lookup.newID(.gapDecision, key, of: gap.post.office)
        let identity = Write(
            GapDecision.identity, id,
            [
                GapDecision.office(gap.post.office), GapDecision.practitioner(gap.post.doctor),
                GapDecision.contract(gap.contract), GapDecision.gapFrom(gap.days.first),
                GapDecision.gapThrough(gap.days.last),
            ])
        let choice = Write(
            GapDecision.choiceUnit, id,
            [
                GapDecision.choice(choice.rawValue), GapDecision.replacement(replacement),
                GapDecision.decidedOn(today), GapDecision.comment(comment),
            ])
        return (lookup.record(id) == nil ? [identity] : []) + [choice]
    }
}

extension GapChoice.Refusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noGap:
            "the doctor has no such gap: `bridgework doctor gaps --doctor NPI` lists them with "
                + "their days"
        case .notOffered(let all):
            all.isEmpty
                ? "these gaps have no option in common: name one with --contract or --office"
                : "that is no option for these gaps: choose \(Self.words(all)), or name one gap "
                    + "with --contract or --office"
        case .noReplacement: "name the enrolled doctor who sees the patients: --replacement NPI"
        case .notEnrolled:
            "that doctor does not work there enrolled on all of these days: `bridgework doctor "
                + "gaps` names who does, and narrower --from and --to may fit"
        case .replacementNotNeeded: "--replacement is for reassign alone"
        }
    }

    private static func words(_ choices: [NetworkGap.Choice]) -> String {
        let words = choices.map(\.rawValue)
        guard words.count > 1, let last = words.last else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
