internal import Benefits
internal import Claims
package import Merge
internal import Participation
package import Records
internal import Tables

extension CrossRule {
    /// A conflict of one group, with when it began.
    package struct Finding: Hashable, Sendable {
        package let conflict: CrossConflict
        /// When the last of what it rests on was written.
        package let since: Timestamp
    }

    /// What the records of one group break together.
    ///
    /// - Parameter members: those that `groups` puts there, by id.
    package func findings(
        _ group: RecordID, _ members: [RecordView], in lookup: some RecordLookup
    ) -> [Finding] {
        let members = Array(members.prefix(CrossRule.membersMax))
        switch self {
        case .naturalKey:
            let open = CrossRule.untold(members, lookup)
            guard open.count > 1 else { return [] }
            return [finding(.duplicateKey, open.map(\.id), from: open, lookup)]
        case .person:
            return LookAlikes(members, in: lookup).open.map { open in
                finding(
                    .duplicatePatient, open, from: members.filter { open.contains($0.id) }, lookup)
            }
        case .member: return sameMember(members, lookup)
        case .assignment: return overlaps(.overlappingAssignment, members, lookup)
        case .contractLocation: return overlaps(.overlappingContractLocation, members, lookup)
        case .coverageOrder: return misnamed(group, members, lookup)
        case .exclusion: return listed(members, lookup)
        case .steps: return members.flatMap { unsettled($0, lookup) }
        case .documents:
            return members.filter { DisagreeingDocuments($0) != nil }.map { view in
                finding(.disagreeingDocuments, [view.id], from: [view], lookup)
            }
        case .settlements: return members.compactMap { unsettled(by: $0, lookup) }
        case .grants:
            return members.filter { AuthorizationCase($0)?.isOverused == true }.map { view in
                finding(.overusedAuthorization, [view.id], from: [view], lookup)
            }
        case .answers:
            let differing = UsageAnswers(members).differing
            guard !differing.isEmpty else { return [] }
            return [
                finding(
                    .differingAnswers, differing,
                    from: members.filter { differing.contains($0.id) }, lookup)
            ]
        }
    }

    /// Whom a member id stands for, as far as a card says.
    private struct Insured: Hashable {
        let payor: RecordID
        let birth: Day
    }

    private func sameMember(
        _ coverages: [RecordView], _ lookup: some RecordLookup
    ) -> [Finding] {
        guard coverages.count > 1 else { return [] }
        var groups: [Insured: [(patient: RecordView, coverage: RecordView)]] = [:]
        for coverage in coverages {
            guard let patient = coverage[Coverage.patient].flatMap({ lookup.record($0) }),
                patient.isActive, let birth = patient[Patient.birthDate],
                let plan = coverage[Coverage.insurancePlan].flatMap({ lookup.record($0) }),
                let payor = plan[InsurancePlan.payor]
            else { continue }
            groups[Insured(payor: payor, birth: birth), default: []].append((patient, coverage))
        }
        return groups.values.flatMap { group -> [Finding] in
            let patients = Dictionary(
                group.map { ($0.patient.id, $0.patient) }, uniquingKeysWith: { first, _ in first })
            return LookAlikes(Array(patients.values), in: lookup).open.map { open in
                let used = group.filter { open.contains($0.patient.id) }.map(\.coverage)
                return finding(
                    .duplicateMember, type: RecordType.patient.name, open, from: used, lookup)
            }
        }
    }

    private func overlaps(
        _ kind: CrossConflict.Kind, _ members: [RecordView], _ lookup: some RecordLookup
    ) -> [Finding] {
        TermOverlaps.groups(members) { !CrossRule.isDisputed($0, $1, lookup) }.map { group in
            finding(kind, group, from: members.filter { group.contains($0.id) }, lookup)
        }
    }

    /// What is open again although somebody decided it.
    ///
    /// It is the conflict that would stand had nobody decided.
    private func unsettled(by view: RecordView, _ lookup: some RecordLookup) -> Finding? {
        guard let settlement = Settlement(of: view), case .keep(let kept, _) = settlement.answer,
            let type = lookup.record(kept)?.type
        else { return nil }
        var weighing = SettlementWeighing(lookup, type)
        guard let open = weighing.doubt(about: settlement)?.records else { return nil }
        let kind: CrossConflict.Kind =
            switch type.name {
            case RecordType.patient.name: .duplicatePatient
            case RecordType.locationAssignment.name: .overlappingAssignment
            case RecordType.contractLocation.name: .overlappingContractLocation
            default: .duplicateKey
            }
        return finding(kind, type: type.name, open.sorted(), from: [view], lookup)
    }

    /// Patients whose orders of payment name a coverage that is not theirs, or name it twice.
    private func misnamed(
        _ coverage: RecordID, _ patients: [RecordView], _ lookup: some RecordLookup
    ) -> [Finding] {
        let owner = lookup.record(coverage)?[Coverage.patient].map { id in
            lookup.record(id).map { lookup.standIn(for: $0).id } ?? id
        }
        return patients.compactMap { patient in
            // Of two records of one patient, what belongs to either is neither's alone.
            let isForeign = owner.map { $0 != lookup.standIn(for: patient).id } ?? false
            let isTwice = CrossRule.ordered(patient).contains { order in
                order.count { $0 == coverage } > 1
            }
            guard isForeign || isTwice else { return nil }
            return finding(.foreignCoverage, [patient.id, coverage], from: [patient], lookup)
        }
    }

    private func listed(_ members: [RecordView], _ lookup: some RecordLookup) -> [Finding] {
        let rows = members.filter { $0.type.name == RecordType.exclusion.name }
        guard !rows.isEmpty else { return [] }
        return members.filter { $0.type.name == RecordType.practitioner.name }.flatMap { doctor in
            ExclusionCheck.standing(rows, of: doctor.id, on: .latest, in: lookup).map { row in
                finding(.excludedDoctor, [doctor.id, row.id], from: [doctor, row], lookup)
            }
        }
    }

    private func unsettled(_ view: RecordView, _ lookup: some RecordLookup) -> [Finding] {
        guard let standing = Workflow.of(type: view.type.name)?.standing(of: view) else {
            return []
        }
        var kinds: [CrossConflict.Kind] = []
        if standing.conflict != nil { kinds.append(.concurrentSteps) }
        if !standing.illegal.isEmpty { kinds.append(.illegalStep) }
        return kinds.map { finding($0, type: view.type.name, [view.id], from: [view], lookup) }
    }

    private func finding(
        _ kind: CrossConflict.Kind, type: String? = nil, _ records: [RecordID],
        from views: [RecordView], _ lookup: some RecordLookup
    ) -> Finding {
        let type = type ?? views.first { $0.id == records.first }?.type.name ?? ""
        let times = views.flatMap { view in
            attributes(of: view.type).compactMap { attribute in
                lookup.state(view.id)?.entries(of: attribute).map(\.origin.effectiveAt).max()
            }
        }
        return Finding(
            conflict: CrossConflict(kind: kind, type: type, records: records),
            since: times.max() ?? Timestamp(milliseconds: 0))
    }

    /// What the rule reads of a record that it holds.
    private func attributes(of type: RecordType) -> [String] {
        switch self {
        case .naturalKey:
            let column = type.naturalKey.flatMap { type.column($0) }
            return column.map { [type.attributes[$0.attribute].name] } ?? []
        case .person: return [Patient.name.name, Patient.birthDate.name]
        case .member: return [Coverage.identity.name]
        case .assignment, .contractLocation: return ["pair", "term"]
        case .coverageOrder: return [Patient.coverageOrder.name]
        case .exclusion:
            return type.column(Exclusion.npi.name).map { [type.attributes[$0.attribute].name] }
                ?? []
        case .steps: return [Workflow.attribute]
        case .documents: return DisagreeingDocuments.attribute(of: type.name).map { [$0] } ?? []
        case .settlements: return [Settlement.answer.name]
        case .grants: return [Authorization.letters.name, Authorization.uses.name]
        case .answers: return [BenefitUsage.snapshot.name, BenefitUsage.replaces.name]
        }
    }

    /// Two answers on one settlement are told as its conflict, and not as another.
    private static func isDisputed(
        _ one: RecordID, _ other: RecordID, _ lookup: some RecordLookup
    ) -> Bool {
        lookup.record(Settlement.id(one, other)).flatMap { Settlement(of: $0) }?.isDisputed
            ?? false
    }

    /// Those of a group that share it with one whose settlement nobody disputes.
    private static func untold(
        _ group: [RecordView], _ lookup: some RecordLookup
    ) -> [RecordView] {
        guard group.count <= CrossConflict.pairedMax else { return group }
        return group.filter { view in
            group.contains { $0.id != view.id && !isDisputed(view.id, $0.id, lookup) }
        }
    }
}
