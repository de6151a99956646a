import Foundation
import Testing

@testable import Wire

/// Requests of registration and control are bounded field by field.
@Suite struct RequestTests {
    private func registration(
        secret: Int = 32, csr: Int = 100, software: Int = 10, schemaVersion: Int = 1
    ) throws -> RegistrationRequest {
        let request = RegistrationRequest(
            tokenSecret: [UInt8](repeating: 1, count: secret),
            signingRequest: String(repeating: "c", count: csr), schemaVersion: schemaVersion,
            software: String(repeating: "s", count: software))
        return try RegistrationRequest(decoding: request.encoded[...])
    }

    @Test func `a token's secret has 16 to 64 bytes`() throws {
        _ = try registration(secret: 16)
        _ = try registration(secret: 64)
        #expect(throws: WireError.missing(.tokenSecret)) { try registration(secret: 0) }
        #expect(throws: WireError.malformed(.tokenSecret)) { try registration(secret: 15) }
        #expect(throws: WireError.overLimit(.tokenSecret, found: 65, limit: 64)) {
            try registration(secret: 65)
        }
    }

    @Test func `texts are there and bounded`() throws {
        _ = try registration(csr: WireLimits.pemBytesMax, software: WireLimits.softwareBytesMax)
        #expect(throws: WireError.missing(.signingRequest)) { try registration(csr: 0) }
        #expect(throws: WireError.overLimit(.signingRequest, found: 16_385, limit: 16_384)) {
            try registration(csr: WireLimits.pemBytesMax + 1)
        }
        #expect(throws: WireError.overLimit(.software, found: 129, limit: 128)) {
            try registration(software: WireLimits.softwareBytesMax + 1)
        }
        #expect(throws: WireError.missing(.schemaVersion)) { try registration(schemaVersion: 0) }
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
