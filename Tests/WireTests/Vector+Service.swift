import Foundation

@testable import Wire

extension Vector {
    /// What the practice's own software asks, and what it is answered.
    static let service: [Vector] = [
        .framed("service-request-change", "OfficeRequest", change),
        .framed("service-request-appointments", "OfficeRequest", appointments),
        .framed("service-reply-records", "OfficeReply", records),
        .framed("service-reply-changes", "OfficeReply", changes),
        .framed("service-reply-error", "OfficeReply", error),
    ]

    private static let id = Data((1...16).map { UInt8($0) })
    private static let basis = Data(repeating: 0xab, count: 16)

    private static func asking(
        _ fill: (inout Bridgework_V1_OfficeRequest) -> Void
    ) -> OfficeCall {
        var frame = Bridgework_V1_OfficeRequest()
        frame.version = 1
        frame.client = "pms"
        fill(&frame)
        return OfficeCall(frame: frame)
    }

    private static let change = asking { frame in
        frame.reason = "nightly"
        frame.write.change.type = "patient"
        frame.write.change.id = id
        frame.write.change.basis = basis
        var set = Bridgework_V1_FieldWrite()
        set.field = "preferredName"
        set.set = "Addie"
        var put = Bridgework_V1_FieldWrite()
        put.field = "coverageOrder"
        put.put.key = "2026-01-01"
        frame.write.change.fields = [set, put]
    }

    private static let appointments = asking { frame in
        var row = Bridgework_V1_AppointmentRow()
        row.office = "ELM"
        row.number = "K-1"
        row.date = "2027-02-01"
        row.start = "08:30"
        row.patientSystem = "pms"
        row.patientNumber = "4711"
        row.codes = ["D0120", "D1110"]
        frame.putAppointments.rows = [row]
        var day = Bridgework_V1_WholeDay()
        day.office = "ELM"
        day.date = "2027-02-02"
        frame.putAppointments.days = [day]
    }

    private static var records: OfficeAnswer {
        var record = Bridgework_V1_OfficeRecord()
        record.id = id
        record.type = "patient"
        record.basis = basis
        record.inUse = true
        record.open = ["legalName"]
        var text = Bridgework_V1_RecordField()
        text.name = "birthDate"
        text.text = "1990-02-28"
        var list = Bridgework_V1_RecordField()
        list.name = "offices"
        list.json = "[]"
        var open = Bridgework_V1_RecordField()
        open.name = "family"
        open.unknown = true
        record.fields = [text, list, open]
        var frame = Bridgework_V1_OfficeReply()
        frame.records.records = [record]
        frame.records.next = id
        return OfficeAnswer(frame: frame)
    }

    private static var changes: OfficeAnswer {
        var changed = Bridgework_V1_RecordChange()
        changed.kind = .changed
        changed.id = id
        changed.type = "patient"
        changed.units = ["preferredName"]
        changed.position = 7
        var frame = Bridgework_V1_OfficeReply()
        frame.changes.changes = [changed]
        frame.changes.cursor = basis
        frame.changes.more = true
        return OfficeAnswer(frame: frame)
    }

    private static var error: OfficeAnswer {
        var frame = Bridgework_V1_OfficeReply()
        frame.error.code = .staleBasis
        frame.error.what = "somebody wrote on that patient since it was read"
        frame.error.where = "basis"
        frame.error.next = "read the record, and write with its basis"
        return OfficeAnswer(frame: frame)
    }
}
