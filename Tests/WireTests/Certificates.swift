import Foundation

@testable import Wire

/// A small certificate authority, made with the `openssl` command.
struct Certificates: Sendable {
    let authority: String
    private let folder: URL

    init(named name: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "bridgework-wire-\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Certificates.openssl(
            in: folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=\(name)")
        authority = try String(contentsOf: folder.appending(path: "ca.pem"), encoding: .utf8)
    }

    /// A key and a certificate for `subject`, good for both ends of a connection.
    func identity(_ subject: String, names: String = "IP:127.0.0.1") throws -> TLSIdentity {
        try Data("subjectAltName=\(names)\n".utf8)
            .write(to: folder.appending(path: "\(subject).cnf"))
        try Certificates.openssl(
            in: folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", "\(subject).key", "-out", "\(subject).csr", "-subj", "/CN=\(subject)")
        try Certificates.openssl(
            in: folder, "x509", "-req", "-in", "\(subject).csr", "-CA", "ca.pem", "-CAkey",
            "ca.key", "-CAcreateserial", "-days", "1", "-out", "\(subject).pem", "-extfile",
            "\(subject).cnf")
        return TLSIdentity(
            certificate: try String(
                contentsOf: folder.appending(path: "\(subject).pem"), encoding: .utf8),
            key: try String(
                contentsOf: folder.appending(path: "\(subject).key"), encoding: .utf8))
    }

    func remove() throws {
        try FileManager.default.removeItem(at: folder)
    }

    private static func openssl(in folder: URL, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
    }

    /// The command did not succeed.
    struct Failure: Error {
        let arguments: [String]
    }
}
