import Foundation

/// The terminal on its other screen and without line editing, until the end, however that comes.
///
/// What it was is put back on return, on an error, on SIGINT, SIGTERM, SIGHUP and SIGQUIT, and
/// when the program crashes; SIGTSTP puts it back while the program sleeps.
struct TerminalSession: ~Copyable {
    enum Event: Equatable {
        case keys([TerminalKey])
        case resized
        /// Nobody can type any more.
        case closed
    }

    private var decoder = KeyDecoder()
    private var frame: [ReviewScreen.Line] = []
    private let hasStyle: Bool

    /// Whether somebody sits at a terminal that can place its cursor.
    static var isPossible: Bool {
        let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
        return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !term.isEmpty
            && term != "dumb"
    }

    /// - Returns: `nil` when the terminal does not let itself be set.
    init?() {
        guard TerminalRestore.begin() else { return nil }
        // https://no-color.org: any value but an empty one.
        hasStyle = (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    deinit {
        TerminalRestore.end()
    }

    var size: ReviewScreen.Size {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return ReviewScreen.Size(columns: 80, rows: 24) }
        return ReviewScreen.Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Writes what changed since the last frame; over a slow line that is little.
    mutating func draw(_ screen: ReviewScreen) {
        let lines = screen.lines
        var text = "\u{1B}[?25l"
        for (row, line) in lines.enumerated()
        where !frame.indices.contains(row) || frame[row] != line {
            text += "\u{1B}[\(row + 1);1H" + styled(line) + "\u{1B}[K"
        }
        frame = lines
        if let caret = screen.caret {
            text += "\u{1B}[\(caret.row + 1);\(caret.column + 1)H\u{1B}[?25h"
        }
        TerminalRestore.write(Array(text.utf8))
    }

    /// After a change of size nothing of the old frame holds.
    mutating func forget() {
        frame = []
        TerminalRestore.write(Array("\u{1B}[2J".utf8))
    }

    private func styled(_ line: ReviewScreen.Line) -> String {
        let code =
            switch line.style {
            case .plain: ""
            case .title, .chosen: "7"
            case .dim: "2"
            case .alarm: "31"
            case .good: "32"
            }
        guard hasStyle, !code.isEmpty else { return line.text }
        return "\u{1B}[\(code)m\(line.text)\u{1B}[0m"
    }

    /// Waits for what comes next.
    mutating func next() -> Event {
        while true {
            var waits = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: TerminalRestore.wakes, events: Int16(POLLIN), revents: 0),
            ]
            // A lone escape is one when nothing follows within the blink of an eye.
            let count = poll(&waits, 2, decoder.isWaiting ? 50 : -1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .closed }
            if waits[1].revents != 0 {
                TerminalRestore.drainWakes()
                return .resized
            }
            if count == 0 { return .keys(decoder.flush()) }
            var bytes = [UInt8](repeating: 0, count: 256)
            let length = read(STDIN_FILENO, &bytes, bytes.count)
            if length < 0, errno == EINTR || errno == EAGAIN { continue }
            guard length > 0 else { return .closed }
            return .keys(decoder.keys(from: Array(bytes[..<length])))
        }
    }
}
