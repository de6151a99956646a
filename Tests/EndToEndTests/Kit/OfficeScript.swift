import Foundation
import Testing

/// Programs in another language that reach an agent as the practice's own software does, with
/// messages made from the contract.
struct OfficeScript {
    /// Whether Python has gRPC and protobuf here, and protoc is there; `Tools/test` installs them.
    static let isAvailable: Bool = {
        let words = ["-c", "import google.protobuf, grpc"]
        let python = try? Run(URL(filePath: "/usr/bin/python3"), words).end()
        return python?.code == 0 && FileManager.default.fileExists(atPath: "/usr/bin/protoc")
    }()

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private let folder: String
    private let socket: String

    /// - Parameter site: whose agent it calls, as the user `pms`.
    init(for site: Site) throws {
        folder = site.folder + "-program"
        socket = site.folder + "/socket"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let made = try Run(
            URL(filePath: "/usr/bin/protoc"),
            [
                "--proto_path=" + Self.repository.appending(path: "protocol").path,
                "--python_out=" + folder, "office.proto",
            ]
        ).end()
        try #require(made.code == 0, "\(made)")
        try Self.prelude.write(
            toFile: folder + "/practice.py", atomically: true, encoding: .utf8)
    }

    /// A program of the repository, with its arguments behind socket and login.
    func example(_ name: String, _ arguments: String...) throws -> Outcome {
        let program = Self.repository.appending(path: "Tools/examples/" + name).path
        return try start([program, socket, "pms"] + arguments).end()
    }

    /// The same over TLS, at a port.
    ///
    /// - Parameters:
    ///   - token: the file with the program's token.
    ///   - root: the file with the root that vouches for the agent.
    func example(
        _ name: String, at port: Int, token: String, root: String, _ arguments: String...
    ) throws -> Outcome {
        let program = Self.repository.appending(path: "Tools/examples/" + name).path
        let files = ["BRIDGEWORK_TOKEN_FILE=" + token, "BRIDGEWORK_ROOT_FILE=" + root]
        return try start(
            [program, "127.0.0.1:\(port)", "pms"] + arguments, as: ["env"] + files
        ).end()
    }

    /// A few lines that find `ask`, `call` and `office` at hand.
    func run(_ lines: String, as user: [String] = []) throws -> Outcome {
        try start(lines, as: user).end()
    }

    func start(_ lines: String, as user: [String] = []) throws -> Run {
        let file = folder + "/run-\(UUID().uuidString.prefix(8)).py"
        try ("from practice import *\n" + lines).write(
            toFile: file, atomically: true, encoding: .utf8)
        return try start([file, socket, "pms"], as: user)
    }

    private func start(_ words: [String], as user: [String] = []) throws -> Run {
        try Run(
            URL(filePath: "/usr/bin/env"),
            user + ["env", "PYTHONPATH=" + folder, "/usr/bin/python3"] + words)
    }

    private static let prelude = """
        import sys, threading, uuid
        import grpc
        import office_pb2 as office

        channel = grpc.insecure_channel(
            "unix:" + sys.argv[1], options=[("grpc.default_authority", "localhost")])
        raw = channel.unary_unary("/bridgework.v1.Office/Call")

        def call(request, timeout=60):
            return office.OfficeReply.FromString(raw(request.SerializeToString(), timeout=timeout))

        def request(**fields):
            return office.OfficeRequest(**{"version": 1, "client": sys.argv[2], **fields})

        def ask(**fields):
            return call(request(**fields))

        def code(reply):
            name = office.OfficeError.Code.Name
            return name(reply.error.code) if reply.HasField("error") else "done"

        def status(bytes):
            try:
                raw(bytes, timeout=20)
                return "answered"
            except grpc.RpcError as error:
                return error.code().name

        def field(name, value):
            return office.FieldWrite(field=name, set=value)

        def create(given, id=None):
            return request(write=office.WriteRequest(create=office.CreateRecordWrite(
                type="patient", id=id or uuid.uuid4().bytes,
                fields=[field("family", "Synthetic"), field("given", given)])))

        def change(record, value):
            return ask(write=office.WriteRequest(change=office.ChangeRecordWrite(
                type=record.type, id=record.id, basis=record.basis,
                fields=[field("preferredName", value)])))

        def read(id):
            return ask(read=office.ReadRequest(type="patient", ids=[id])).records.records[0]

        """
}
