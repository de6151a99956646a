package import Merge
package import Records

/// The checklist of a doctor for some contracts at some offices: what is asked for, what is in.
package struct DoctorPacket: Sendable {
    package let items: [PacketItem]

    /// Whether all of it is in, as far as this store can tell.
    package var isComplete: Bool { items.allSatisfy(\.isIn) }

    /// - Parameters:
    ///   - contracts: whose payors' templates count.
    ///   - startsOn: the doctor's first day.
    package init(
        _ lookup: some RecordLookup, doctor: RecordID, contracts: [RecordID], offices: [RecordID],
        event: PacketRequirement.Event = .newProvider, startsOn: Day, today: Day
    ) {
        let known = DoctorFacts(lookup, doctor: doctor, startsOn: startsOn, today: today)
        let facts = known.items(at: offices)
        var asked: [Ask: [RecordID]] = [:]
        var order: [Ask] = []
        for contract in contracts {
            for requirement in PacketRequirement.of(contract, at: event, in: lookup) {
                for ask in Ask.all(requirement, offices, lookup) {
                    if asked[ask] == nil { order.append(ask) }
                    asked[ask, default: []].append(contract)
                }
            }
        }
        let shelf = DocumentShelf(lookup)
        let subjects = DoctorPacket.subjects(of: doctor, lookup)
        let listed = order.map { ask in
            let fact = facts.first {
                PacketRequirement.folded(String($0.kind.prefix { $0 != " " })) == ask.kind
                    && $0.place == ask.entity
            }
            let finding =
                shelf.finding(ask, subjects, today: today, startsOn: startsOn)
                ?? fact?.finding ?? known.credential(ask.kind)
                ?? PacketItem.Finding(.missing, "no document on file")
            return PacketItem(
                kind: ask.requirement.shownKind, formName: ask.requirement.formName,
                place: ask.place,
                contracts: asked[ask] ?? [], signature: ask.requirement.signature,
                channel: ask.requirement.channel, finding: finding)
        }
        let all = facts + listed
        self.items = lookup.office == nil ? all : all.map(\.asKnownAtOffice)
    }

    /// The doctor and the records that are only about the doctor.
    private static func subjects(of doctor: RecordID, _ lookup: some RecordLookup) -> Set<RecordID>
    {
        let own =
            lookup.records(where: Credential.practitioner, is: doctor)
            + lookup.records(where: MalpracticePolicy.practitioner, is: doctor)
            + lookup.records(where: CaqhProfile.practitioner, is: doctor)
            + lookup.records(where: OnboardingRun.practitioner, is: doctor)
        return Set(own.map(\.id) + [doctor])
    }

    /// One document that is asked for, at one place.
    struct Ask: Hashable {
        let requirement: PacketRequirement
        /// The office or billing entity it is for.
        let place: RecordID?
        /// The billing entity whose tax number it is for.
        let entity: RecordID?

        var kind: String { requirement.kind }

        static func all(
            _ requirement: PacketRequirement, _ offices: [RecordID], _ lookup: some RecordLookup
        ) -> [Ask] {
            let entityOf = { lookup.record($0)?[Office.organization] }
            if requirement.isPerLocation {
                return offices.map { office in
                    Ask(requirement: requirement, place: office, entity: entityOf(office))
                }
            }
            if requirement.isPerTin || requirement.kind == "w9" {
                return Set(offices.compactMap(entityOf)).sorted().map { entity in
                    Ask(requirement: requirement, place: entity, entity: entity)
                }
            }
            return [Ask(requirement: requirement, place: nil, entity: nil)]
        }
    }
}
