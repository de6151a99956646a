import Foundation
import Testing

@testable import Wire

/// Requests of enrolment and control are bounded field by field.
@Suite struct RequestTests {
    private func enrolment(
        secret: Int = 32, csr: Int = 100, software: Int = 10, schemaVersion: Int = 1
    ) throws -> EnrolmentRequest {
        let request = EnrolmentRequest(
            tokenSecret: [UInt8](repeating: 1, count: secret),
            signingRequest: String(repeating: "c", count: csr), schemaVersion: schemaVersion,
            software: String(repeating: "s", count: software))
        return try EnrolmentRequest(decoding: request.encoded[...])
    }

    @Test func `a token's secret has 16 to 64 bytes`() throws {
        _ = try enrolment(secret: 16)
        _ = try enrolment(secret: 64)
        #expect(throws: WireError.missing(.tokenSecret)) { try enrolment(secret: 0) }
        #expect(throws: WireError.malformed(.tokenSecret)) { try enrolment(secret: 15) }
        #expect(throws: WireError.overLimit(.tokenSecret, found: 65, limit: 64)) {
            try enrolment(secret: 65)
        }
    }

    @Test func `texts are there and bounded`() throws {
        _ = try enrolment(csr: WireLimits.pemBytesMax, software: WireLimits.softwareBytesMax)
        #expect(throws: WireError.missing(.signingRequest)) { try enrolment(csr: 0) }
        #expect(throws: WireError.overLimit(.signingRequest, found: 16_385, limit: 16_384)) {
            try enrolment(csr: WireLimits.pemBytesMax + 1)
        }
        #expect(throws: WireError.overLimit(.software, found: 129, limit: 128)) {
            try enrolment(software: WireLimits.softwareBytesMax + 1)
        }
        #expect(throws: WireError.missing(.schemaVersion)) { try enrolment(schemaVersion: 0) }
    }

    private func control(
        arguments: [String] = [], directory: String = "/", input: Int? = nil
    ) throws -> ControlRequest {
        let request = ControlRequest(
            arguments: arguments, workingDirectory: directory,
            standardInput: input.map { [UInt8](repeating: 0, count: $0) })
        return try ControlRequest(decoding: request.encoded[...])
    }

    @Test func `a command is bounded in every part`() throws {
        let longest = String(repeating: "a", count: WireLimits.argumentBytesMax)
        _ = try control(arguments: [longest])
        #expect(throws: WireError.overLimit(.argument, found: 131_073, limit: 131_072)) {
            try control(arguments: [longest + "a"])
        }
        let most = [String](repeating: "", count: WireLimits.argumentsMax)
        _ = try control(arguments: most)
        #expect(throws: WireError.overLimit(.arguments, found: 16_385, limit: 16_384)) {
            try control(arguments: most + [""])
        }
        _ = try control(input: WireLimits.pipeBytesMax)
        #expect(throws: WireError.overLimit(.standardInput, found: 33_554_433, limit: 33_554_432)) {
            try control(input: WireLimits.pipeBytesMax + 1)
        }
    }

    @Test func `a command comes from an absolute folder`() throws {
        _ = try control(directory: "/" + String(repeating: "d", count: 4_095))
        #expect(throws: WireError.missing(.workingDirectory)) { try control(directory: "") }
        #expect(throws: WireError.malformed(.workingDirectory)) { try control(directory: "a") }
        #expect(throws: WireError.overLimit(.workingDirectory, found: 4_097, limit: 4_096)) {
            try control(directory: "/" + String(repeating: "d", count: 4_096))
        }
    }

    @Test func `no input and empty input are two things`() throws {
        #expect(try control().standardInput == nil)
        #expect(try control(input: 0).standardInput == [])
    }

    @Test func `listen addresses are digits and a port`() {
        #expect(ListenAddress(address: "127.0.0.1", port: 65_535)?.description == "127.0.0.1:65535")
        #expect(ListenAddress(address: "::", port: 0)?.description == "[::]:0")
        #expect(ListenAddress(address: "127.0.0.1", port: 65_536) == nil)
        #expect(ListenAddress(address: "localhost", port: 1) == nil)
        #expect(ListenAddress(address: "127.0.0.1", port: -1) == nil)
    }
}
