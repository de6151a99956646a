import Foundation
internal import Merge
internal import Practice
internal import Records
internal import Replica
internal import Wire

// A bulk is the file that a person would import: the same columns, checks and counts, all of its
// rows or none.

extension ServiceDesk {
    func put(
        _ bulk: Bridgework_V1_PutScheduleRequest, _ who: Signature
    ) throws -> Bridgework_V1_PutReply {
        let columns = [
            "office_code", "npi", "date", "start", "end", "appointments", "patients",
        ]
        let rows = bulk.rows.map { row in
            [
                row.office, row.doctor, row.date, row.start, row.end,
                row.hasAppointments ? String(row.appointments) : "",
                row.hasPatients ? String(row.patients) : "",
            ]
        }
        return try put(
            .schedule, columns, rows, replacing: try days(bulk.days), isDryRun: bulk.dryRun, who)
    }

    func put(
        _ bulk: Bridgework_V1_PutAppointmentsRequest, _ who: Signature
    ) throws -> Bridgework_V1_PutReply {
        let columns = [
            "office_code", "appointment_id", "date", "start", "npi", "patient_system",
            "patient_number", "state", "codes",
        ]
        let rows = bulk.rows.map { row in
            [
                row.office, row.number, row.date, row.start, row.doctor, row.patientSystem,
                row.patientNumber, row.state,
                // In a file a blank says nothing of the codes; here they are all there are.
                row.codes.isEmpty ? "none" : row.codes.joined(separator: "|"),
            ]
        }
        return try put(
            .appointments, columns, rows, replacing: try days(bulk.days), isDryRun: bulk.dryRun, who
        )
    }

    func put(
        _ bulk: Bridgework_V1_PutRowsRequest, _ who: Signature
    ) throws -> Bridgework_V1_PutReply {
        let name = try Given("put_rows.kind").text(bulk.kind)
        guard let kind = ImportKind(rawValue: name) else {
            throw ServiceProblem(
                code: .unknownName, what: "there is no such kind of rows", place: "put_rows.kind",
                next: "one of " + ImportKind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        try Given("put_rows.columns").count(bulk.columns.count, max: CallLimits.columnsMax)
        let columns = try bulk.columns.map { try Given("put_rows.columns").text($0) }
        for (number, row) in bulk.rows.enumerated() where row.cells.count != columns.count {
            throw ServiceProblem.malformed(
                "put_rows.rows[\(number)]", "has not as many cells as there are columns")
        }
        return try put(kind, columns, bulk.rows.map(\.cells), isDryRun: bulk.dryRun, who)
    }

    private func put(
        _ kind: ImportKind, _ columns: [String], _ rows: [[String]],
        replacing days: [ImportContext.WholeDay] = [], isDryRun: Bool, _ who: Signature
    ) throws -> Bridgework_V1_PutReply {
        try Given("rows").count(rows.count, max: CallLimits.rowsMax)
        guard !columns.isEmpty, !rows.isEmpty || !days.isEmpty else {
            return Bridgework_V1_PutReply()
        }
        var file = Self.line(of: columns)
        for (number, row) in rows.enumerated() {
            for cell in row { try Self.check(cell, row: number) }
            file += Self.line(of: row)
        }
        try Task.checkCancellation()
        let outcome = try desk.importFile(
            kind, Array(file.utf8)[...], named: "bulk", spread: [], today: desk.today,
            isDryRun: isDryRun, skippingBad: false, replacing: days, actor: who.actor,
            reason: who.reason.isEmpty ? "import \(kind.rawValue)" : who.reason)
        let plan = outcome.plan
        guard outcome.isAccepted else {
            let problems = plan.fileProblems + plan.unknownColumns + plan.rowProblems
            throw problems.first.map { ServiceProblem.row($0) }
                ?? ServiceProblem.malformed("rows", "cannot be taken")
        }
        var reply = Bridgework_V1_PutReply()
        reply.created = UInt32(clamping: plan.counts.created)
        reply.edited = UInt32(clamping: plan.counts.edited)
        reply.same = UInt32(clamping: plan.counts.same)
        reply.skipped = UInt32(clamping: plan.counts.skipped)
        return reply
    }

    /// The days that a caller says it tells whole.
    private func days(
        _ asked: [Bridgework_V1_WholeDay]
    ) throws -> [ImportContext.WholeDay] {
        try Given("days").count(asked.count, max: CallLimits.daysMax)
        let codes = try asked.map { try Given("days.office").text($0.office) }
        let offices = Dictionary(
            uniqueKeysWithValues: try Set(codes).map { ($0, try desk.find(.office, named: $0)) })
        return try zip(asked, codes).map { whole, code in
            guard let office = offices[code], let day = try Given("days.date").day(whole.date)
            else { throw ServiceProblem.missing("days.date") }
            return ImportContext.WholeDay(office: office, day: day)
        }
    }

    /// A cell is one line of bounded length, so that rows and lines of the file are the same.
    private static func check(_ cell: String, row: Int) throws(ServiceProblem) {
        let name = "rows[\(row)]"
        _ = try Given(name).value(cell)
        let isPlain = cell.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPlain else { throw .malformed(name, "holds a control character") }
    }

    private static func line(of cells: [String]) -> String {
        cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    }
}
