package import Merge
package import Practice
import Store

extension Desk {
    /// What a move will do, or has begun to do.
    package struct Moving: Sendable {
        package let run: RecordID
        package let plan: MovePlan
        /// The payors will see another tax number.
        package let changesTin: Bool
        package let receipt: WriteReceipt
    }

    /// A move as a person asks for it.
    package struct MoveRequest: Sendable {
        package var npi: String
        package var kind: MoveRun.Kind
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
    }

    /// Plans a move: assignments end and begin, and the hub prepares notices, cases and tasks when
    /// it hears of it.
    package func move(
        _ request: MoveRequest, isDryRun: Bool, actor: RecordID?, reason: String
    ) throws -> Moving {
        try requireCentral()
        let today = try today
        return try store.write { transaction in
            let lookup = StoreLookup(transaction)
            let doctor =
                try request.kind == .leave
                ? anyDoctor(request.npi, transaction)
                : doctor(request.npi, on: request.firstDayNew ?? today, transaction)
            let from = try request.from.map { try find(.office, $0, transaction) }
            let to = try request.to.map { try find(.office, $0, transaction) }
            guard from != to || from == nil else { throw DoctorRefusal.sameOffice }
            let route = [
                request.kind.rawValue, from?.description ?? "", to?.description ?? "",
                request.lastDayOld?.description ?? "", request.firstDayNew?.description ?? "",
            ]
            let move = MoveRun(
                id: runID(.moveRun, of: doctor, route, lookup), doctor: doctor, kind: request.kind,
                fromOffice: from, toOffice: to,
                lastDayOld: request.lastDayOld, firstDayNew: request.firstDayNew)
            try refuseOpenMove(like: move, lookup)
            let ending = try endings(of: move, request, lookup)
            var stays = DoctorStays(of: doctor, in: lookup)
            var beginning: [Write] = []
            if let to, let first = request.firstDayNew {
                beginning = assignment(of: doctor, to: to, from: first, lookup)
                if !beginning.isEmpty { stays.add(to, from: first) }
            }
            let plan = MovePlan(move, PairRules(lookup), in: lookup, stays: stays)
            try lookup.check()
            let writes = ending + beginning + (try move.startingWrites(by: actor, on: today))
            let receipt =
                isDryRun
                ? WriteReceipt()
                : try write(writes, actor: actor, reason: reason, in: &transaction)
            return Moving(
                run: move.id, plan: plan, changesTin: entity(from, lookup) != entity(to, lookup),
                receipt: receipt)
        }
    }

    private func entity(_ office: RecordID?, _ lookup: StoreLookup) -> RecordID? {
        office.flatMap { lookup.record($0)?.reference("organization") }
    }

    private func refuseOpenMove(like move: MoveRun, _ lookup: StoreLookup) throws {
        let same = lookup.records("move_run", where: "practitioner", is: move.doctor)
            .compactMap { MoveRun($0) }
            .first { other in
                other.isPlanned && other.kind == move.kind && other.fromOffice == move.fromOffice
                    && other.toOffice == move.toOffice
                    && !MoveStanding(other, lookup).isConfirmed
            }
        if let same { throw DoctorRefusal.moveOpen(same.id) }
    }

    /// The assignments that end with the last day at the old office, and the employment of a
    /// doctor who leaves the group.
    private func endings(
        of move: MoveRun, _ request: MoveRequest, _ lookup: StoreLookup
    ) throws -> [Write] {
        guard move.kind != .add, let last = move.lastDayOld else { return [] }
        let rows = lookup.records("location_assignment", where: "practitioner", is: move.doctor)
            .filter { row in
                let isThere = move.fromOffice == nil || row.reference("office") == move.fromOffice
                return row.isActive && isThere
            }
        let standing = rows.filter { DayRange(term: $0)?.contains(last) ?? false }
        if let code = request.from, standing.isEmpty {
            throw DoctorRefusal.notAtOffice(code, last)
        }
        let terms = standing.filter { $0.day("effectiveThrough") != last }.map { row in
            Write(
                .locationAssignment, row.id, "term",
                [
                    "effectiveFrom": row.day("effectiveFrom").map { .day($0) },
                    "effectiveThrough": .day(last),
                ])
        }
        guard move.kind == .leave, move.fromOffice == nil,
            let person = lookup.record(move.doctor), person.day("departOn") != last
        else { return terms }
        return terms + [
            Write(
                .practitioner, move.doctor, "employment",
                ["hireOn": person.day("hireOn").map { .day($0) }, "departOn": .day(last)])
        ]
    }
}
