import Merge

/// Keeps a doctor's credentials with the offices where the doctor is assigned.
///
/// Whoever entered one need not have named an office; each of them must see by itself that it
/// expires (domain W8).
struct CredentialReaction<Lookup: RecordLookup> {
    private let lookup: Lookup

    init(lookup: Lookup) {
        self.lookup = lookup
    }

    func writes(after changed: ChangedRecords) -> [Write] {
        var credentials = Set(changed.records(.credential))
        for id in changed.records(.locationAssignment) {
            guard let doctor = lookup.record(id)?.reference("practitioner") else { continue }
            credentials.formUnion(
                lookup.records("credential", where: "practitioner", is: doctor).map(\.id))
        }
        return credentials.sorted().flatMap(writes)
    }

    private func writes(on credential: RecordID) -> [Write] {
        guard let view = lookup.record(credential), view.isActive,
            let doctor = view.reference("practitioner")
        else { return [] }
        let assignments = lookup.records("location_assignment", where: "practitioner", is: doctor)
        let wanted = Set(assignments.filter(\.isActive).compactMap { $0.reference("office") })
        let held = Set(
            view.elements("readers").compactMap { $0[0].blob.flatMap { RecordID(bytes: $0) } })
        let added = wanted.subtracting(held).sorted().map { office in
            Write(.credential, credential, "readers", key: ["reader": .reference(office)])
        }
        let removed = held.subtracting(wanted).sorted().map { office in
            Write(
                removing: ["reader": .reference(office)], from: .credential, credential,
                "readers")
        }
        return added + removed
    }
}
