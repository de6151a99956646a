import ArgumentParser
import Synchronization
import Testing
import Wire

@testable import OfficeCommand

/// What is longer than the terminal goes to whoever shows pages; what fits is printed.
struct PagerTests {
    /// What a terminal got, and what the reader of pages.
    private final class Screens: Sendable {
        private let state = Mutex((terminal: "", pages: "", endings: 0, patience: Int.max))

        var terminal: String { state.withLock { $0.terminal } }
        var pages: String { state.withLock { $0.pages } }
        var endings: Int { state.withLock { $0.endings } }

        func leave(after bytes: Int) { state.withLock { $0.patience = bytes } }

        func printed(_ output: ControlOutput) {
            switch output {
            case .standardOutput(let bytes), .standardError(let bytes):
                state.withLock { $0.terminal += String(decoding: bytes, as: UTF8.self) }
            case .exit: break
            }
        }

        var reader: Pager.Reader {
            Pager.Reader(
                write: { bytes in
                    self.state.withLock { state in
                        guard state.pages.utf8.count < state.patience else { return false }
                        state.pages += String(decoding: bytes, as: UTF8.self)
                        return true
                    }
                }, end: { self.state.withLock { $0.endings += 1 } })
        }
    }

    private let screens = Screens()

    private func pager(rows: Int = 4, hasReader: Bool = true) -> Pager {
        Pager(
            rows: rows, columns: 10, open: { [screens] in hasReader ? screens.reader : nil },
            direct: { [screens] in screens.printed($0) })
    }

    private func out(_ text: String) -> ControlOutput { .standardOutput(Array(text.utf8)) }
    private func err(_ text: String) -> ControlOutput { .standardError(Array(text.utf8)) }

    @Test func `what fits is printed at the end, in its order`() {
        let pager = pager()
        pager.begin()
        pager.take(err("before\n"))
        #expect(screens.terminal == "before\n")
        for output in [out("1\n"), out("2\n"), err("2 rows\n"), out("3\n")] { pager.take(output) }
        #expect(screens.terminal == "before\n")
        pager.end()
        #expect(screens.terminal == "before\n1\n2\n2 rows\n3\n")
        #expect(screens.pages == "" && screens.endings == 0)
    }

    @Test func `what is longer is shown page by page, and what is said comes after it`() {
        let pager = pager()
        pager.begin()
        pager.take(out("1\n2\n"))
        pager.take(err("half\n"))
        pager.take(out("3\n4\n"))
        #expect(screens.pages == "1\n2\n3\n4\n" && screens.terminal == "")
        pager.take(out("5\n"))
        pager.take(err("5 rows\n"))
        pager.end()
        #expect(screens.pages == "1\n2\n3\n4\n5\n")
        #expect(screens.terminal == "half\n5 rows\n" && screens.endings == 1)
    }

    @Test func `a line that is wider than the terminal takes several rows`() {
        let pager = pager()
        pager.begin()
        pager.take(out(String(repeating: "x", count: 31) + "\n"))
        #expect(screens.pages.utf8.count == 32)
    }

    @Test func `whoever leaves early gets no more, and the command goes on`() {
        let pager = pager(rows: 1)
        screens.leave(after: 4)
        pager.begin()
        for _ in 0..<100 { pager.take(out("12\n")) }
        pager.take(err("100 rows\n"))
        pager.end()
        #expect(screens.pages == "12\n12\n" && screens.terminal == "100 rows\n")
    }

    @Test func `where no reader starts all is printed at once`() {
        let pager = pager(hasReader: false)
        pager.begin()
        pager.take(out("1\n2\n3\n"))
        pager.take(out("4\n"))
        pager.take(out("5\n"))
        #expect(screens.terminal == "1\n2\n3\n4\n5\n")
        pager.end()
        #expect(screens.terminal == "1\n2\n3\n4\n5\n")
    }

    @Test func `what is not there to be read passes by`() {
        let pager = pager(rows: 1)
        pager.take(out("1\n2\n3\n"))
        #expect(screens.terminal == "1\n2\n3\n" && screens.pages == "")
    }

    @Test func `PAGER says which program, or none`() {
        #expect(PagerProgram.command(["PAGER": "more -d"]) == "more -d")
        #expect(PagerProgram.command(["PAGER": "cat", "PATH": "/usr/bin"]) == nil)
        #expect(PagerProgram.command(["PAGER": "", "PATH": "/usr/bin"]) == nil)
        #expect(PagerProgram.command(["PATH": "/nowhere"]) == nil)
    }

    @Test(arguments: [
        ("list patient", true), ("history", true), ("report gaps", true), ("show payor P1", true),
        ("digest", true), ("address show", true), ("edit payor P1 code=P2", false),
        ("conflicts review", false), ("agent", false), ("setup", false),
    ])
    func `what has a format is there to be read`(line: String, isRead: Bool) throws {
        let command = try Bridgework.parseAsRoot(line.split(separator: " ").map(String.init))
        #expect(Program.isRead(command) == isRead, "\(line)")
    }
}
