import CoreFoundation
import Foundation

/// A line that somebody types at this process's terminal, which does not show it.
enum HiddenLine {
    /// Asks and reads, at the terminal itself: what is piped into the program is not mistaken for
    /// an answer.
    ///
    /// Ctrl-C is a character meanwhile, so that no signal leaves the terminal silent.
    ///
    /// - Returns: `nil` where there is no terminal, or whoever is there gives up.
    static func read(_ question: String) -> String? {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { return nil }
        var during = before
        during.c_lflag &= ~tcflag_t(ECHO | ISIG)
        guard tcsetattr(terminal, TCSAFLUSH, &during) == 0 else { return nil }
        defer { tcsetattr(terminal, TCSAFLUSH, &before) }
        write(question + ": ", to: terminal)
        let line = line(from: terminal)
        write("\n", to: terminal)
        return line
    }

    private static func line(from terminal: Int32) -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count <= 4_096 {
            let count = Foundation.read(terminal, &byte, 1)
            if count < 0, errno == EINTR { continue }
            // 3 is Ctrl-C, 28 Ctrl-\.
            guard count == 1, byte != 3, byte != 28 else { return nil }
            if byte == UInt8(ascii: "\n") { return String(validating: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }

    private static func write(_ text: String, to terminal: Int32) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(terminal, $0.baseAddress, $0.count) }
    }
}
