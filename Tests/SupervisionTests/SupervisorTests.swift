import NoteKit
import Testing

@testable import Supervision

/// What a program tells whoever started it.
struct SupervisorTests {
    private func supervisor(_ environment: [String: String]) -> Supervisor {
        Supervisor(environment: environment, process: 77)
    }

    @Test(arguments: [false, true])
    func `notes arrive as they are told, by path and by name`(isAbstract: Bool) throws {
        let box = try NoteBox(isAbstract: isAbstract)
        let supervisor = supervisor(["NOTIFY_SOCKET": box.address])
        supervisor.tell(.ready, .status("position 3"))
        supervisor.tell(.stopping)
        #expect(box.next() == ["READY=1", "STATUS=position 3"])
        #expect(box.next() == ["STOPPING=1"])
        #expect(box.next() == nil)
    }

    @Test func `words of several lines are one line`() throws {
        let box = try NoteBox()
        supervisor(["NOTIFY_SOCKET": box.address]).tell(.status("a\nREADY=1\r\nb"), .alive)
        #expect(box.next() == ["STATUS=a READY=1 b", "WATCHDOG=1"])
    }

    @Test func `where nobody asked, nobody is told`() {
        #expect(!supervisor([:]).isListening)
        #expect(!supervisor(["NOTIFY_SOCKET": ""]).isListening)
        supervisor([:]).tell(.ready)
    }

    @Test(arguments: ["run/notify", "@", "/", "vsock:2:1234", "/a\0b"])
    func `what names no unix socket is none`(address: String) {
        #expect(NotifySocket(address) == nil)
    }

    @Test func `an address fits, or is none`() {
        let longest = "/" + String(repeating: "a", count: NotifySocket.addressBytesMax - 1)
        #expect(NotifySocket(longest) != nil)
        #expect(NotifySocket(longest + "a") == nil)
    }

    @Test func `a note that nobody takes is no error`() throws {
        #expect(try !#require(NotifySocket("/nowhere/at/all")).send("READY=1"))
        let box = try NoteBox()
        let socket = try #require(NotifySocket(box.address))
        // A supervisor that reads nothing any more holds nobody up.
        var taken = 0
        while taken < 100_000, socket.send("WATCHDOG=1") { taken += 1 }
        #expect(taken > 0 && taken < 100_000)
    }

    @Test func `the silence is bounded for the process that is meant`() {
        let watched = ["WATCHDOG_USEC": "30000000"]
        #expect(supervisor(watched).silenceMax == .seconds(30))
        #expect(supervisor(watched.merging(["WATCHDOG_PID": "77"]) { $1 }).silenceMax != nil)
        #expect(supervisor(watched.merging(["WATCHDOG_PID": "78"]) { $1 }).silenceMax == nil)
        for microseconds in ["0", "-1", "soon", ""] {
            #expect(supervisor(["WATCHDOG_USEC": microseconds]).silenceMax == nil)
        }
    }
}
