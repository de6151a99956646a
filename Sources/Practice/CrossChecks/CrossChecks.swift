package import Merge

/// Rules that span records, as pure checks over what a lookup finds.
///
/// Inactive records break none.
package struct CrossChecks<Lookup: RecordLookup> {
    let lookup: Lookup
    private let schema: Schema

    package init(_ lookup: Lookup, schema: Schema = PracticeSchema.current) {
        self.lookup = lookup
        self.schema = schema
    }

    /// Every broken rule, in one order on every replica.
    package func all() -> [CrossConflict] {
        schema.types.flatMap { duplicateKeys($0.name) } + duplicatePatients() + duplicateMembers()
            + overlappingAssignments() + overlappingContractLocations() + foreignCoverages()
            + excludedDoctors() + Workflow.all.flatMap { unsettledSteps($0) }
    }

    /// Records of a type that share its natural key; case does not tell codes apart.
    package func duplicateKeys(_ type: String) -> [CrossConflict] {
        guard let key = schema[type]?.naturalKey else { return [] }
        let groups = grouped(active(type).filter { $0.reference("replacedBy") == nil }) { view in
            view.text(key).map { [$0.lowercased()] }
        }
        return conflicts(.duplicateKey, type, groups.map { $0.map(\.id) })
    }

    /// Patients of one name and birth date that nobody has linked or told apart.
    package func duplicatePatients() -> [CrossConflict] {
        let groups = grouped(active("patient")) { view in
            guard let family = view.text("family"), let given = view.text("given"),
                let birth = view.day("birthDate")
            else { return nil }
            return [family.lowercased(), given.lowercased(), birth.description]
        }
        return conflicts(.duplicatePatient, "patient", groups.flatMap(unlinked))
    }

    /// Patients of one birth date under one member id of one payor.
    package func duplicateMembers() -> [CrossConflict] {
        let patients = Dictionary(
            active("patient").map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let payors = Dictionary(
            lookup.records("insurance_plan").compactMap { view in
                view.reference("payor").map { (view.id, $0) }
            }, uniquingKeysWith: { first, _ in first })
        var groups: [[String]: [RecordView]] = [:]
        for coverage in active("coverage") {
            guard let patient = coverage.reference("patient").flatMap({ patients[$0] }),
                let payor = coverage.reference("insurancePlan").flatMap({ payors[$0] }),
                let member = coverage.text("memberId"), let birth = patient.day("birthDate")
            else { continue }
            let key = [payor.description, member, birth.description]
            if groups[key, default: []].contains(where: { $0.id == patient.id }) { continue }
            groups[key, default: []].append(patient)
        }
        return conflicts(.duplicateMember, "patient", groups.values.flatMap(unlinked))
    }

    package func overlappingAssignments() -> [CrossConflict] {
        overlaps(.overlappingAssignment, "location_assignment", by: ["practitioner", "office"])
    }

    package func overlappingContractLocations() -> [CrossConflict] {
        overlaps(.overlappingContractLocation, "contract_location", by: ["contract", "office"])
    }

    /// Orders of payment that name another patient's coverage, or one coverage twice.
    package func foreignCoverages() -> [CrossConflict] {
        let owners = Dictionary(
            lookup.records("coverage").compactMap { view in
                view.reference("patient").map { (view.id, $0) }
            }, uniquingKeysWith: { first, _ in first })
        var found: Set<CrossConflict> = []
        for patient in active("patient") {
            for order in patient.pairs("coverageOrder").compactMap(\.value) {
                let named = order.scalars.compactMap { $0.blob.flatMap { RecordID(bytes: $0) } }
                for (index, coverage) in named.enumerated() {
                    let isForeign = owners[coverage].map { $0 != patient.id } ?? false
                    guard isForeign || named[..<index].contains(coverage) else { continue }
                    found.insert(
                        CrossConflict(
                            kind: .foreignCoverage, type: "patient",
                            records: [patient.id, coverage]))
                }
            }
        }
        return found.sorted { $0.records.lexicographicallyPrecedes($1.records) }
    }

    /// Records whose steps disagree, or hold one that led nowhere: a retraction settles both.
    package func unsettledSteps(_ workflow: Workflow) -> [CrossConflict] {
        let type = workflow.recordType.name
        return active(type).flatMap { view -> [CrossConflict] in
            let standing = workflow.standing(of: view)
            var kinds: [CrossConflict.Kind] = []
            if standing.conflict != nil { kinds.append(.concurrentSteps) }
            if !standing.illegal.isEmpty { kinds.append(.illegalStep) }
            return kinds.map { CrossConflict(kind: $0, type: type, records: [view.id]) }
        }
    }

    private func active(_ type: String) -> [RecordView] {
        lookup.records(type).filter(\.isActive)
    }

    private func grouped(
        _ views: [RecordView], by key: (RecordView) -> [String]?
    ) -> [[RecordView]] {
        var groups: [[String]: [RecordView]] = [:]
        for view in views {
            if let key = key(view) { groups[key, default: []].append(view) }
        }
        return groups.values.filter { $0.count > 1 }
    }

    private func conflicts(
        _ kind: CrossConflict.Kind, _ type: String, _ groups: [[RecordID]]
    ) -> [CrossConflict] {
        groups.filter { $0.count > 1 }
            .map { CrossConflict(kind: kind, type: type, records: $0.sorted()) }
            .sorted { $0.records.lexicographicallyPrecedes($1.records) }
    }

    /// Splits a group of look-alikes into the pairs that no link settles; a crowd stays one group.
    private func unlinked(_ group: [RecordView]) -> [[RecordID]] {
        let patients = group.sorted { $0.id < $1.id }
        guard patients.count <= CrossConflict.pairedMax else { return [patients.map(\.id)] }
        return patients.indices.flatMap { first in
            patients[(first + 1)...].compactMap { second in
                let (left, right) = (patients[first], second)
                let isLinked = links(left).contains(right.id) || links(right).contains(left.id)
                return isLinked ? nil : [left.id, right.id]
            }
        }
    }

    private func links(_ patient: RecordView) -> [RecordID] {
        patient.elements("links").compactMap { $0[0].blob.flatMap { RecordID(bytes: $0) } }
    }

    private func overlaps(
        _ kind: CrossConflict.Kind, _ type: String, by fields: [String]
    ) -> [CrossConflict] {
        let groups = grouped(active(type)) { view in
            let references = fields.compactMap { view.reference($0)?.description }
            return references.count == fields.count ? references : nil
        }
        return conflicts(kind, type, groups.flatMap { TermOverlaps.pairs($0) })
    }
}
