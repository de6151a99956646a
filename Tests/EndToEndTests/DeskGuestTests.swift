import ArgumentParser
import DeskKit
import OfficeCommand
import Synchronization
import Testing
import Wire

/// Beside which commands a desk may open.
struct DeskGuestTests {
    /// What a desk is told that comes to a store which another command has.
    private func open(beside words: String) async throws -> (code: Int32, said: String) {
        let lone = try LoneDesk()
        let host = try #require(try Bridgework.parseAsRoot([words]) as? any DeskCommand)
        let said = Mutex("")
        let answer = Bridgework.control(lone.desk, beside: host)
        // Where one opened after all, nobody of that name could.
        let request = ControlRequest(
            arguments: ["desk", "--port", "0", "--as", "nobody"], workingDirectory: "/")
        let code = try await answer(request) { output in
            if case .standardError(let bytes) = output {
                said.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }
        }
        return (code, said.withLock { $0 })
    }

    @Test func `a desk is nobody's guest who ends sooner`() async throws {
        for host in ["status", "sync", "today"] {
            await #expect(throws: WireError.callFailed(.busy)) { try await open(beside: host) }
        }
    }

    @Test func `a second desk is told where the first one is`() async throws {
        let answer = try await open(beside: "desk")
        #expect(answer.code == 1 && answer.said.contains("a desk is open on this store already"))
    }
}
