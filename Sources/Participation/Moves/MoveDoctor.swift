package import Merge
package import Records
internal import Tables

/// A doctor who changes offices, gets a further one or leaves: assignments end and begin, and the
/// hub prepares notices, cases and tasks when it hears of the move.
package struct MoveDoctor: Deed {
    package var npi: String
    package var kind: MoveRun.Kind
    /// Offices by code.
    package var from: String?
    package var to: String?
    package var lastDayOld: Day?
    package var firstDayNew: Day?

    package init(
        npi: String, kind: MoveRun.Kind, from: String? = nil, to: String? = nil,
        lastDayOld: Day? = nil, firstDayNew: Day? = nil
    ) {
        self.npi = npi
        self.kind = kind
        self.from = from
        self.to = to
        self.lastDayOld = lastDayOld
        self.firstDayNew = firstDayNew
    }

    /// What a move begins.
    package struct Outcome: Sendable {
        package let run: RecordID
        package let plan: MovePlan
        /// The payors will see another tax number.
        package let changesTin: Bool
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        try place.requireCentral()
        let doctor =
            try kind == .leave
            ? records.anyDoctor(npi) : records.doctor(npi, on: firstDayNew ?? place.today)
        let fromOffice = try from.map { code throws(DeedProblem) in
            try records.find(.office, code)
        }
        let toOffice = try to.map { code throws(DeedProblem) in
            try records.find(.office, code)
        }
        guard fromOffice != toOffice || fromOffice == nil else { throw DoctorRefusal.sameOffice }
        let route = [
            kind.rawValue, fromOffice?.description ?? "", toOffice?.description ?? "",
            lastDayOld?.description ?? "", firstDayNew?.description ?? "",
        ]
        let move = MoveRun(
            id: records.newRunID(.moveRun, of: doctor, route, else: place.newID()),
            doctor: doctor, kind: kind, fromOffice: fromOffice, toOffice: toOffice,
            lastDayOld: lastDayOld, firstDayNew: firstDayNew)
        try refuseOpen(like: move, records)
        try writes.add(endings(of: move, records))
        var stays = DoctorStays(of: doctor, in: records)
        if let toOffice, let first = firstDayNew {
            let assignment = records.assignment(
                of: doctor, to: toOffice, from: first, else: place.newID())
            try writes.add(assignment)
            if kind == .add, assignment.isEmpty {
                throw DoctorRefusal.alreadyAtOffice(to ?? "")
            }
            if !assignment.isEmpty { stays.add(toOffice, from: first) }
        }
        try writes.add(move.startingWrites(by: who.actor, on: place.today))
        return Outcome(
            run: move.id, plan: MovePlan(move, PairRules(records), in: records, stays: stays),
            changesTin: entity(fromOffice, records) != entity(toOffice, records))
    }

    private func entity(_ office: RecordID?, _ records: some RecordLookup) -> RecordID? {
        office.flatMap { records.record($0)?[Office.organization] }
    }

    private func refuseOpen(
        like move: MoveRun, _ records: some RecordLookup
    ) throws(DoctorRefusal) {
        let same = records.records(where: MoveRun.practitioner, is: move.doctor)
            .compactMap { MoveRun($0) }
            .first { other in
                other.isPlanned && other.kind == move.kind && other.fromOffice == move.fromOffice
                    && other.toOffice == move.toOffice
                    && !MoveStanding(other, records).isConfirmed
            }
        if let same { throw .moveOpen(same.id) }
    }

    /// The assignments that end with the last day at the old office, and the employment of a
    /// doctor who leaves the group.
    private func endings(
        of move: MoveRun, _ records: some RecordLookup
    ) throws(DoctorRefusal) -> [Write] {
        guard move.kind != .add, let last = move.lastDayOld else { return [] }
        let rows = records.records(where: LocationAssignment.practitioner, is: move.doctor)
            .filter { row in
                let isThere =
                    move.fromOffice == nil || row[LocationAssignment.office] == move.fromOffice
                return row.isActive && isThere
            }
        let standing = rows.filter { DayRange(term: $0)?.contains(last) ?? false }
        if let from, standing.isEmpty { throw .notAtOffice(from, last) }
        // Who leaves the group is at no office afterwards.
        let begins = rows.compactMap { row in row[LocationAssignment.term.from].map { ($0, row) } }
        if move.kind == .leave, move.fromOffice == nil,
            let (begin, row) = begins.filter({ $0.0 > last }).min(by: { $0.0 < $1.0 })
        {
            let office = row[LocationAssignment.office].flatMap { records.record($0) }
            throw .beginsLater(office?[Office.code] ?? "an office", begin, last)
        }
        let terms = standing.filter { $0[LocationAssignment.term.through] != last }.map { row in
            Write(
                LocationAssignment.term, row.id,
                [
                    LocationAssignment.term.from(row[LocationAssignment.term.from]),
                    LocationAssignment.term.through(last),
                ])
        }
        guard move.kind == .leave, move.fromOffice == nil,
            let person = records.record(move.doctor), person[Practitioner.departOn] != last
        else { return terms }
        return terms + [
            Write(
                Practitioner.employment, move.doctor,
                [Practitioner.hireOn(person[Practitioner.hireOn]), Practitioner.departOn(last)])
        ]
    }
}
