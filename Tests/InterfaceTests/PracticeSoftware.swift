import DeskKit
import Foundation
import Logging
import Merge
import Practice
import Records
import Replica
import Store
import Sync
import Testing

@testable import Interface
@testable import Wire

/// The practice's own software at a desk without a hub: it asks, and takes what is answered.
final class PracticeSoftware {
    typealias Request = Bridgework_V1_OfficeRequest
    typealias Reply = Bridgework_V1_OfficeReply
    typealias Code = Bridgework_V1_OfficeError.Code

    let lone: LoneDesk
    private let service: ServiceDesk
    var login = "pms"
    /// Whose token it showed.
    var caller: RecordID?

    init() throws {
        lone = try LoneDesk()
        try lone.store.write { try $0.keep(idSecret: IDSecret(1, 2)) }
        service = ServiceDesk(lone.desk, software: "test 1", logger: Logger(label: "test"))
        try lone.create(.office, "code=A01", "name=North")
        try lone.create(.user, "login=pms", "roles+=service")
        try lone.create(.user, "login=ann", "roles+=frontDesk")
    }

    func ask(version: UInt32 = 1, _ fill: (inout Request) -> Void) throws -> Reply {
        var request = Request()
        request.version = version
        request.client = login
        fill(&request)
        let call = try OfficeCall(decoding: OfficeCall(frame: request).encoded[...])
        return try OfficeAnswer(decoding: service.answer(call, of: caller).encoded[...]).frame
    }

    func code(_ fill: (inout Request) -> Void) throws -> Code? {
        let reply = try ask(fill)
        guard case .error(let error) = reply.reply else { return nil }
        return error.code
    }

    func create(
        _ type: String, id: RecordID = .random(), _ fields: KeyValuePairs<String, String>
    ) throws -> Reply {
        try ask { request in
            request.write.create.type = type
            request.write.create.id = Data(id.bytes)
            request.write.create.fields = fields.map { Self.set($0.key, $0.value) }
        }
    }

    func change(
        _ record: Bridgework_V1_OfficeRecord, _ field: String, _ value: String
    ) throws -> Reply {
        try ask { request in
            request.write.change.type = record.type
            request.write.change.id = record.id
            request.write.change.basis = record.basis
            request.write.change.fields = [Self.set(field, value)]
        }
    }

    func read(_ type: String, _ id: Data) throws -> Bridgework_V1_OfficeRecord? {
        try ask { request in
            request.read.type = type
            request.read.ids = [id]
        }.records.records.first
    }

    static func set(_ field: String, _ value: String) -> Bridgework_V1_FieldWrite {
        var write = Bridgework_V1_FieldWrite()
        write.field = field
        write.set = value
        return write
    }
}

extension RecordID {
    static func random() -> RecordID { RecordID(bits: UInt128.random(in: .min ... .max)) }
}

extension Bridgework_V1_OfficeRecord {
    subscript(name: String) -> String? {
        fields.first { $0.name == name }.map { $0.json.isEmpty ? $0.text : $0.json }
    }
}

extension Bridgework_V1_OfficeReply {
    /// Which kind of error it is; `nil` for an answer.
    var errorCode: Bridgework_V1_OfficeError.Code? {
        guard case .error(let error) = reply else { return nil }
        return error.code
    }
}
