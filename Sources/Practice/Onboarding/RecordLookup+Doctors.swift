package import Merge

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

    /// An onboarding run or a move by its id or the end of it.
    package func run(_ name: String) throws(DeedProblem) -> RecordView {
        do { return try view(.onboardingRun, name) } catch .noSuchRecord {
            return try view(.moveRun, name)
        }
    }

    /// The id of a new run: two desks that begin the same one without knowing of each other begin
    /// one run, and what the hub derives from it stands once.
    ///
    /// One that was given up or done counts, so that the same may be begun again.
    ///
    /// - Parameter asked: what tells it from other runs of the doctor.
    func newRunID(
        _ type: RecordType, of doctor: RecordID, _ asked: [String], else random: RecordID
    ) -> RecordID {
        let earlier = records(type, where: AnyRecord.practitioner.name, is: doctor).count
        let ids = (0...earlier).map { round in
            newID(type, [doctor.description] + asked + ["\(round)"])
        }
        return ids.first { record($0) == nil } ?? random
    }

    /// The writes that put a doctor at an office from a day on; none where one is assigned then
    /// or later.
    ///
    /// Two stations that do it make one row, as two imports do.
    ///
    /// - Parameter random: the id of a row that another one, now ended, has the derived id of.
    func assignment(
        of doctor: RecordID, to office: RecordID, from day: Day, else random: RecordID
    ) -> [Write] {
        let stays = DoctorStays(of: doctor, in: self)
        guard !stays.offices(from: day).contains(office) else { return [] }
        let derived = newID(.locationAssignment, ["\(doctor)/\(office)", day.description])
        let id = record(derived) == nil ? derived : random
        return [
            Write(
                LocationAssignment.pair, id,
                [LocationAssignment.practitioner(doctor), LocationAssignment.office(office)]),
            Write(LocationAssignment.term, id, [LocationAssignment.term.from(day)]),
        ]
    }
}
