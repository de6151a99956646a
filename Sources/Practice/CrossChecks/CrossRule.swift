internal import Benefits
internal import Claims
package import Merge
internal import Participation
package import Records
internal import Tables

// A rule over several records is two pure functions. `groups` says under which groups one record is
// held: two patients of one name and birth date are held under one, and so are two assignments of
// one doctor to one office. `conflicts` reads one group. So nobody ever looks at all records: when
// a record changes, the groups it was in, those it is in, and those that `touched` names are read
// again, and nothing else can have changed. A store keeps the groups; `CrossChecks` makes them.

/// One rule that records break together.
package enum CrossRule: UInt8, Sendable, CaseIterable {
    /// One code, NPI or login names one record of its type.
    case naturalKey = 1
    /// One name and birth date is one patient.
    case person
    /// One member id at one payor, with one birth date, is one patient.
    case member
    /// A doctor has one assignment to an office at a time.
    case assignment
    /// A contract has one row for an office at a time.
    case contractLocation
    /// An order of payment names the patient's own coverages, each once.
    case coverageOrder
    /// Nobody works here whom a public list excludes.
    case exclusion
    /// The steps of a workflow agree.
    case steps
    /// The documents that one fact rests on agree.
    case documents
    /// What was decided of two records leads to one that stands.
    case settlements
    /// What a payor said on one day of one coverage agrees.
    case answers
    /// No more is used of an authorization than its letter grants.
    case grants

    /// What a store keeps is worked out anew when this grows.
    package static let version = 8

    /// More records of one group are not looked at: an import gone wrong.
    package static let membersMax = 64

    /// The rules that a change of a record of that type can touch.
    package static func concerning(_ type: String, in schema: Schema) -> [CrossRule] {
        var rules: [CrossRule] = schema[type]?.naturalKey == nil ? [] : [.naturalKey]
        switch type {
        case RecordType.patient.name: rules += [.person, .member, .coverageOrder]
        case RecordType.benefitUsage.name: rules += [.answers]
        case RecordType.authorization.name: rules += [.grants]
        case RecordType.coverage.name: rules += [.member, .coverageOrder]
        case RecordType.insurancePlan.name: rules += [.member]
        case RecordType.locationAssignment.name: rules += [.assignment]
        case RecordType.contractLocation.name: rules += [.contractLocation]
        case RecordType.practitioner.name, RecordType.exclusion.name,
            RecordType.sanctionCheck.name:
            rules += [.exclusion]
        default: break
        }
        if type == RecordType.settlement.name || Settlement.types.contains(type) {
            rules.append(.settlements)
        }
        if type == RecordType.settlement.name { rules.append(.coverageOrder) }
        // Two people's words on who looks after a conflict are no conflict of their own.
        let hasSteps = Workflow.of(type: type) != nil && type != RecordType.conflictNote.name
        if hasSteps { rules.append(.steps) }
        if DisagreeingDocuments.types.contains(type) { rules.append(.documents) }
        return rules
    }

    /// The groups that hold a record; none for one that is out of use.
    package func groups(of view: RecordView) -> [RecordID] {
        guard view.isActive else { return [] }
        switch self {
        case .naturalKey:
            guard let text = view.naturalKey, view[AnyRecord.replacedBy] == nil else { return [] }
            return [group(view.type.name, TextFold.key(text))]
        case .person: return person(view).map { [$0] } ?? []
        case .member:
            guard view.type.name == RecordType.coverage.name, let member = view[Coverage.memberId]
            else {
                return []
            }
            return [group(member)]
        case .assignment:
            return pair(view, LocationAssignment.practitioner, LocationAssignment.office)
        case .contractLocation:
            return pair(view, ContractLocation.contract, ContractLocation.office)
        case .coverageOrder:
            return view.type.name == RecordType.patient.name
                ? Set(CrossRule.ordered(view).joined()).sorted() : []
        case .exclusion: return excluded(view).map { [$0] } ?? []
        case .steps: return isUnsettled(view) ? [view.id] : []
        case .documents: return DisagreeingDocuments(view) == nil ? [] : [view.id]
        case .settlements:
            guard let settlement = Settlement(of: view), case .keep = settlement.answer else {
                return []
            }
            return settlement.records
        case .answers:
            guard view.type.name == RecordType.benefitUsage.name,
                let coverage = view[BenefitUsage.coverage],
                let day = view[BenefitUsage.asOf]
            else { return [] }
            return [group(coverage.description, day.description)]
        case .grants: return AuthorizationCase(view)?.isOverused == true ? [view.id] : []
        }
    }

    /// Groups that do not hold the record and say something else when it changes.
    package func touched(
        by id: RecordID, of type: String, in lookup: some RecordLookup
    ) -> [RecordID] {
        switch (self, type) {
        case (.member, RecordType.patient.name): coverages(Coverage.patient, id, lookup)
        case (.member, RecordType.insurancePlan.name): coverages(Coverage.insurancePlan, id, lookup)
        case (.coverageOrder, RecordType.coverage.name): [id]
        case (.coverageOrder, RecordType.settlement.name):
            tied(by: id, lookup).compactMap { lookup.record($0) }.flatMap { groups(of: $0) }
        case (.exclusion, RecordType.sanctionCheck.name):
            lookup.records(.practitioner).compactMap { excluded($0) }
        case (.settlements, RecordType.settlement.name): tied(by: id, lookup)
        case (.settlements, _): [id]
        default: []
        }
    }

    private func coverages(
        _ field: Coverage.Register<RecordID>, _ id: RecordID, _ lookup: some RecordLookup
    ) -> [RecordID] {
        lookup.records(where: field, is: id).flatMap { groups(of: $0) }
    }

    /// Every record that a settlement ties to its two, whatever it says by now.
    private func tied(by id: RecordID, _ lookup: some RecordLookup) -> [RecordID] {
        let view = lookup.record(id)
        let named = [Settlement.firstRecord, Settlement.secondRecord].compactMap { view?[$0] }
        return named.flatMap { record in
            Settlement.connected(to: record) { lookup.settlements(of: $0) }
        }
    }

    private func person(_ view: RecordView) -> RecordID? {
        guard view.type.name == RecordType.patient.name, let family = view[Patient.name.family],
            let birth = view[Patient.birthDate]
        else { return nil }
        return group(
            Soundex.code(TextFold.name(family)),
            Soundex.code(TextFold.name(view[Patient.name.given] ?? "")), birth.description)
    }

    private func pair<Owner: RecordKind>(
        _ view: RecordView, _ first: TypedField<Owner, RecordID>,
        _ second: TypedField<Owner, RecordID>
    ) -> [RecordID] {
        guard let left = view[first], let right = view[second] else { return [] }
        return [group(left.description, right.description)]
    }

    private func excluded(_ view: RecordView) -> RecordID? {
        switch view.type.name {
        case RecordType.practitioner.name where view.isActive && view[Practitioner.departOn] == nil:
            break
        case RecordType.exclusion.name where view.isActive: break
        default: return nil
        }
        return view[AnyRecord.npi].map { group($0) }
    }

    private func isUnsettled(_ view: RecordView) -> Bool {
        guard !view.transitions.isEmpty,
            let workflow = Workflow.of(type: view.type.name)
        else { return false }
        let standing = workflow.standing(of: view)
        return standing.conflict != nil || !standing.illegal.isEmpty
    }

    /// The coverages that a patient's orders of payment name, order by order.
    static func ordered(_ patient: RecordView) -> [[RecordID]] {
        patient[Patient.coverageOrder].filter(\.isShown).map { order in
            [
                order[Patient.CoverageOrder.primaryCoverage],
                order[Patient.CoverageOrder.secondaryCoverage],
                order[Patient.CoverageOrder.tertiaryCoverage],
            ].compactMap(\.self)
        }
    }

    /// A hash, so that a store that keeps groups keeps no names or numbers with them.
    private func group(_ parts: String...) -> RecordID {
        let namespace = RecordID(
            bits: 0x6272_6964_6765_5000_8000_6772_6F75_7000 | UInt128(rawValue))
        return RecordID.v5(namespace: namespace, name: parts.joined(separator: "\0").utf8)
    }
}
