import Merge
internal import Records

extension RecordLookup {
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
