internal import Benefits
package import Merge
internal import Participation
package import Records
internal import Tables

/// Somebody needs a payor's consent for work on a coverage.
package struct AskForAuthorization: Deed {
    /// By the coverage's id or the end of it.
    package var coverage: String
    /// `CODE`, `CODE:TOOTH` or `CODE:TOOTH:UNITS`.
    package var services: [String]
    /// As the payor's rules say where it is not given.
    package var kind: Authorization.Kind?
    /// By code; the desk's own where it is not given.
    package var office: String?
    /// By NPI.
    package var doctor: String?
    package var plannedOn: Day?
    /// By id or the end of it; its day is the planned one.
    package var appointment: String?
    /// Our own number of the claim by which a predetermination is asked.
    package var claimNumber: String?

    package init(_ coverage: String, _ services: [String]) {
        self.coverage = coverage
        self.services = services
    }

    /// - Returns: the new authorization.
    /// - Throws: `AuthorizationProblem` where nobody says what is needed.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let coverage = try records.find(.coverage, coverage)
        let lines = try services.map { text throws(AuthorizationProblem) in try Self.line(text) }
        let visit = try appointment.map { name throws(DeedProblem) in
            try records.view(.appointment, name)
        }
        guard let kind = kind ?? demanded(lines, coverage, records) else {
            throw AuthorizationProblem.noRule
        }
        let office = try place.held(office, in: records) ?? place.office
        let doctor = try doctor.map { name throws(DeedProblem) in
            try records.find(.practitioner, name)
        }
        let id = place.newID()
        try writes.add([
            Write(Authorization.coverage, id, coverage),
            Write(
                Authorization.request, id,
                [
                    Authorization.kind(kind.rawValue),
                    Authorization.office(office ?? visit?[Appointment.office]),
                    Authorization.practitioner(doctor ?? visit?[Appointment.practitioner]),
                    Authorization.plannedOn(plannedOn ?? visit?[Appointment.bookedOn]),
                    Authorization.appointment(visit?.id),
                    Authorization.claimNumber(claimNumber),
                ]),
        ])
        for line in lines {
            try writes.add(
                Write(
                    Authorization.lines, id,
                    key: [
                        Authorization.Lines.code(line.code), Authorization.Lines.tooth(line.tooth),
                    ], [Authorization.Lines.units(line.units)]))
        }
        try writes.add(
            Workflow.authorization.write(
                StepDraft(Authorization.Step.require, on: place.today, by: who.actor),
                creating: id))
        return id
    }

    /// A prior authorization where one of the codes needs it.
    private func demanded(
        _ lines: [AuthorizationCase.Line], _ coverage: RecordID, _ records: some RecordLookup
    ) -> Authorization.Kind? {
        let demands = PayorDemands(records)
        let payor = demands.payor(of: coverage)
        let kinds = lines.compactMap { demands.authorization(of: $0.code, payor) }
        return kinds.contains(.prior) ? .prior : kinds.first
    }

    static func line(_ text: String) throws(AuthorizationProblem) -> AuthorizationCase.Line {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), let code = TextFormat.procedure.normalized(parts[0])
        else { throw .notAService }
        let tooth = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
        guard tooth.map({ $0.utf8.count <= 10 }) ?? true else { throw .notAService }
        let units = parts.count > 2 ? Int64(parts[2]) : 1
        guard let units, (1...9_999).contains(units) else { throw .notAService }
        return AuthorizationCase.Line(code: code, tooth: tooth, units: units)
    }
}
