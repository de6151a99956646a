import Foundation
import Testing

/// A program in a terminal of its own, as somebody sits before it: keys in, a screen out.
///
/// A shell stands between, as it does for people: it says what the terminal was before and after.
final class TerminalRun {
    private let master: Int32
    private let process = Process()
    private let folder: String
    private(set) var screen: TerminalScreen

    /// How the program ended and what it left the terminal as.
    struct Ending {
        let code: Int32
        let isTerminalRestored: Bool
    }

    private static let script = """
        trap : INT HUP TERM QUIT
        stty -g > "$1/before"
        code=0
        sh -c 'echo $$ > "$1/pid.part"; mv "$1/pid.part" "$1/pid"; shift; exec "$@"' sh "$@" \
          || code=$?
        stty -g > "$1/after"
        echo $code > "$1/code.part"; mv "$1/code.part" "$1/code"
        """

    init(
        _ program: URL, _ arguments: [String], columns: Int = 80, rows: Int = 24,
        environment: [String: String] = [:]
    ) throws {
        screen = TerminalScreen(columns: columns, rows: rows)
        folder = Template.newFolder()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var lock: Int32 = 0
        var number: Int32 = 0
        // TIOCSPTLCK and TIOCGPTN, which Glibc's module leaves out.
        guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0,
            ioctl(master, 0x8004_5430, &number) == 0
        else { throw CocoaError(.fileReadUnknown) }
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw CocoaError(.fileReadUnknown) }
        let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process.executableURL = URL(filePath: "/usr/bin/setsid")
        process.arguments =
            ["--ctty", "--wait", "sh", "-c", TerminalRun.script, "sh", folder, program.path]
            + arguments
        process.environment = Binaries.environment
            .filter { !["COLUMNS", "NO_COLOR"].contains($0.key) }
            .merging(["TERM": "xterm-256color"]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = handle
        process.standardOutput = handle
        process.standardError = handle
        try setSize(columns: columns, rows: rows)
        try process.run()
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
    }

    deinit {
        process.terminate()
        close(master)
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: What the program shows

    /// Waits until the screen holds a text, and fails the test when it never does.
    func wait(
        for text: String, at place: SourceLocation = #_sourceLocation
    ) throws {
        try wait("\"\(text)\"", at: place) { $0.text.contains(text) }
    }

    func wait(
        _ what: String, at place: SourceLocation = #_sourceLocation,
        until isTrue: (TerminalScreen) -> Bool
    ) throws {
        let isReached = Deadline.reached(within: 20) {
            take()
            return isTrue(screen)
        }
        try #require(isReached, "no \(what) on the screen:\n\(screen.text)", sourceLocation: place)
    }

    private func take() {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(master, &bytes, bytes.count)
            guard count > 0 else { return }
            screen.feed(Array(bytes[..<count]))
        }
    }

    // MARK: What somebody does

    func type(_ text: String) throws {
        let bytes = Array(text.utf8)
        let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        try #require(count == bytes.count)
    }

    func resize(columns: Int, rows: Int) throws {
        take()
        screen.resize(columns: columns, rows: rows)
        try setSize(columns: columns, rows: rows)
    }

    private func setSize(columns: Int, rows: Int) throws {
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
    }

    /// Sends the program itself a signal.
    func signal(_ signal: Int32) throws {
        let pid = try #require(try number(in: "pid"))
        try #require(Foundation.kill(pid, signal) == 0)
    }

    // MARK: How it ends

    func end(at place: SourceLocation = #_sourceLocation) throws -> Ending {
        let isDone = Deadline.reached(within: 20) {
            take()
            return FileManager.default.fileExists(atPath: folder + "/code")
        }
        try #require(isDone, "it does not end:\n\(screen.text)", sourceLocation: place)
        take()
        return Ending(
            code: try #require(try number(in: "code")),
            isTerminalRestored: try content("before") == content("after"))
    }

    private func content(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }

    private func number(in name: String) throws -> Int32? {
        Int32(try content(name).trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
