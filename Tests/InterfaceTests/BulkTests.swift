import Benefits
import DeskKit
import Foundation
import Merge
import Participation
import Practice
import Records
import Replica
import Tables
import Testing

@testable import Interface
@testable import Wire

/// Whole days at once, all or nothing.
struct BulkTests {
    private func desk() throws -> PracticeSoftware {
        let pms = try PracticeSoftware()
        try pms.lone.create(.practitioner, "npi=2000000002", "family=Synthetic", "given=Ada")
        let rows = [["1", "Ann"], ["2", "Ben"]].map { cells in
            var row = Bridgework_V1_TextRow()
            row.cells = ["pms", cells[0], "Synthetic", cells[1], "1990-01-0" + cells[0], "A01"]
            return row
        }
        let put = try pms.ask { request in
            request.putRows.kind = "patients"
            request.putRows.columns = [
                "patient_system", "patient_number", "family_name", "given_name", "birth_date",
                "office_code",
            ]
            request.putRows.rows = rows
        }
        #expect(put.put.created == 2, "\(put)")
        return pms
    }

    private func appointment(
        _ number: String, of patient: String, _ codes: String..., on day: String = "2027-02-01"
    ) -> Bridgework_V1_AppointmentRow {
        var row = Bridgework_V1_AppointmentRow()
        row.office = "A01"
        row.number = number
        row.date = day
        row.start = "08:30"
        row.doctor = "2000000002"
        row.patientSystem = "pms"
        row.patientNumber = patient
        row.state = "booked"
        row.codes = codes
        return row
    }

    private func put(
        _ pms: PracticeSoftware, _ rows: Bridgework_V1_AppointmentRow..., isDryRun: Bool = false
    ) throws -> Bridgework_V1_OfficeReply {
        try pms.ask { request in
            request.putAppointments.rows = rows
            request.putAppointments.dryRun = isDryRun
        }
    }

    private func appointments(_ pms: PracticeSoftware) throws -> [String: String] {
        let found = try pms.ask { $0.find.type = "appointment" }.records.records
        return Dictionary(
            uniqueKeysWithValues: found.map { record in
                (
                    record["externalId"] ?? "",
                    (record["planned"] ?? "") + (record.inUse ? "" : " retired")
                )
            })
    }

    @Test func `a day is replaced by what the practice's software has`() throws {
        let pms = try desk()
        let first = try put(
            pms, appointment("K-1", of: "1", "D0120", "D1110"), appointment("K-2", of: "2"))
        #expect(first.put.created == 2)
        #expect(try appointments(pms) == ["K-1": #"["D0120","D1110"]"#, "K-2": ""])
        let second = try put(pms, appointment("K-1", of: "1", "D1110"))
        #expect(second.put.edited == 2 && second.put.created == 0)
        #expect(try appointments(pms) == ["K-1": #"["D1110"]"#, "K-2": " retired"])
        let same = try put(pms, appointment("K-1", of: "1", "D1110"))
        #expect(same.put.same == 1 && same.put.edited == 0)
    }

    @Test func `a day that became empty is emptied where the caller says that it tells it whole`()
        throws
    {
        let pms = try desk()
        #expect(try put(pms, appointment("K-1", of: "1")).put.created == 1)
        let reply = try pms.ask { request in
            var day = Bridgework_V1_WholeDay()
            day.office = "A01"
            day.date = "2027-02-01"
            request.putAppointments.days = [day]
        }
        #expect(reply.put.edited == 1, "\(reply)")
        #expect(try appointments(pms) == ["K-1": " retired"])
    }

    @Test func `a bad row is named, and keeps all of them out`() throws {
        let pms = try desk()
        let reply = try put(pms, appointment("K-1", of: "1"), appointment("K-2", of: "77"))
        #expect(reply.errorCode == .malformed)
        #expect(reply.error.where == "rows[1].patient_number")
        #expect(try appointments(pms).isEmpty)
    }

    @Test func `a dry run counts, and keeps nothing`() throws {
        let pms = try desk()
        #expect(try put(pms, appointment("K-1", of: "1"), isDryRun: true).put.created == 1)
        #expect(try appointments(pms).isEmpty)
    }

    @Test func `text that could pass for another row is one cell`() throws {
        let pms = try desk()
        let odd = "K\",\"A01\",\"x"
        #expect(try put(pms, appointment(odd, of: "1")).put.created == 1)
        #expect(try appointments(pms).keys.contains(odd))
        let broken = try put(pms, appointment("K\nA01,K-9", of: "1"))
        #expect(broken.errorCode == .malformed && broken.error.where == "rows[0]")
    }

    @Test func `more rows than a bulk takes are refused before anything is read`() throws {
        let pms = try desk()
        let rows = (0...10_000).map { number in appointment("K-\(number)", of: "1") }
        let reply = try pms.ask { $0.putAppointments.rows = rows }
        #expect(reply.errorCode == .malformed && reply.error.where == "rows")
    }

    @Test func `hours are put in the same way`() throws {
        let pms = try desk()
        var row = Bridgework_V1_ScheduleRow()
        row.office = "A01"
        row.doctor = "2000000002"
        row.date = "2027-02-01"
        row.start = "08:00"
        row.end = "16:00"
        row.appointments = 9
        let reply = try pms.ask { $0.putSchedule.rows = [row] }
        #expect(reply.put.created == 1, "\(reply)")
        let block = try pms.ask { $0.find.type = "schedule_block" }.records.records.first
        #expect(block?["appointments"] == "9" && block?["patients"] == nil)
    }

    @Test func `no such kind, and rows of another length, are told`() throws {
        let pms = try desk()
        #expect(try pms.code { $0.putRows.kind = "dragons" } == .unknownName)
        var row = Bridgework_V1_TextRow()
        row.cells = ["one"]
        let reply = try pms.ask { request in
            request.putRows.kind = "patients"
            request.putRows.columns = ["patient_system", "patient_number"]
            request.putRows.rows = [row]
        }
        #expect(reply.errorCode == .malformed && reply.error.where == "put_rows.rows[0]")
    }
}
