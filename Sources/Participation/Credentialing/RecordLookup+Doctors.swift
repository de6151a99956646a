package import Merge
internal import Records
internal import Tables

extension RecordLookup {
    /// The doctor of an NPI, fit to work on that day.
    ///
    /// - Throws: `DoctorRefusal` for a wrong check digit, an excluded NPI, whether or not the
    ///   person is known here, and for an unknown doctor, in that order.
    package func doctor(_ npi: String, on day: Day) throws -> RecordID {
        guard let number = TextFormat.npi.normalized(npi) else { throw DoctorRefusal.badNPI }
        let known = try known(number)
        let rows = records(where: Exclusion.npi, shows: number)
        if let row = ExclusionCheck.standing(rows, of: known, on: day, in: self).first {
            throw DoctorRefusal.excluded(
                list: row[Exclusion.list] ?? "", from: row[Exclusion.excludedFrom])
        }
        guard let known else { throw DoctorRefusal.noSuchDoctor }
        return known
    }

    /// The doctor of an NPI, excluded or not: to look at, or to let go.
    package func anyDoctor(_ npi: String) throws -> RecordID {
        guard let number = TextFormat.npi.normalized(npi) else { throw DoctorRefusal.badNPI }
        guard let id = try known(number) else { throw DoctorRefusal.noSuchDoctor }
        return id
    }

    private func known(_ npi: String) throws -> RecordID? {
        let holders = holders(of: npi, .practitioner)
        guard holders.count < 2 else {
            throw DeedProblem.ambiguous(
                type: RecordType.practitioner.name, candidates: holders)
        }
        return holders.first
    }
}
