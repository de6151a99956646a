import Foundation
import Testing

@testable import Sealing

struct KeyCommandTests {
    private static let key = String(repeating: "0a", count: 32)

    @Test func `what a command prints is the key`() throws {
        let secret = try KeyProgram("echo \(Self.key)").secret()
        #expect(secret.line == Self.key + "\n")
    }

    @Test func `a command that fails says how`() {
        #expect(throws: SealFault.commandFailed(code: 7)) {
            try KeyProgram("echo \(Self.key); exit 7").secret()
        }
    }

    @Test(arguments: ["true", "echo hunter2", "echo \(key)0a"])
    func `what is no key is refused`(_ command: String) {
        #expect(throws: SealFault.commandUnusable) { try KeyProgram(command).secret() }
    }

    @Test func `a command that talks without end is stopped`() {
        #expect(throws: SealFault.self) { try KeyProgram("yes").secret() }
    }

    @Test func `one that says nothing is not waited for`() {
        #expect(throws: SealFault.commandLate(seconds: 1)) {
            try KeyProgram("sleep 600", deadlineSeconds: 1).secret()
        }
    }
}
