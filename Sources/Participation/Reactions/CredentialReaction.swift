import Merge
internal import Records

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
            guard let doctor = lookup.record(id)?[LocationAssignment.practitioner] else { continue }
            credentials.formUnion(
                lookup.records(where: Credential.practitioner, is: doctor).map(\.id))
        }
        return credentials.sorted().flatMap(writes)
    }

    private func writes(on credential: RecordID) -> [Write] {
        guard let view = lookup.record(credential), view.isActive,
            let doctor = view[Credential.practitioner]
        else { return [] }
        let assignments = lookup.records(where: LocationAssignment.practitioner, is: doctor)
        let wanted = Set(
            assignments.filter(\.isActive).compactMap { $0[LocationAssignment.office] })
        let held = Set(
            view[Credential.readers, each: Credential.Readers.reader])
        let added = wanted.subtracting(held).sorted().map { office in
            Write(Credential.readers, credential, key: [Credential.Readers.reader(office)])
        }
        let removed = held.subtracting(wanted).sorted().map { office in
            Write(
                removing: [Credential.Readers.reader(office)], from: Credential.readers, credential)
        }
        return added + removed
    }
}
