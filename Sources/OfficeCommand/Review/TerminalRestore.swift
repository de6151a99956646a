import Foundation

/// What a signal handler needs to put the terminal back; it may neither allocate nor lock.
enum TerminalRestore {
    /// What a handler reads; `isActive` is the one field that handlers write.
    private struct Terminal {
        var before = termios()
        var during = termios()
        var isActive: sig_atomic_t = 0
        /// Wakes `poll`.
        var pipe: (read: Int32, write: Int32) = (-1, -1)
    }

    // One thread writes it, before it installs the handlers; they read it and clear `isActive`,
    // which is atomic for signals. No lock is allowed there.
    nonisolated(unsafe) private static var terminal = Terminal()  // handlers may not lock

    private static let enter: StaticString = "\u{1B}[?1049h\u{1B}[2J\u{1B}[H"
    private static let leave: StaticString = "\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l"

    /// Readable when the size changed, or the program came back from sleep.
    static var wakes: Int32 { terminal.pipe.read }

    static func begin() -> Bool {
        guard tcgetattr(STDIN_FILENO, &terminal.before) == 0, makePipe() else { return false }
        terminal.during = terminal.before
        terminal.during.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
        terminal.during.c_iflag &= ~tcflag_t(IXON)
        withUnsafeMutableBytes(of: &terminal.during.c_cc) {
            $0[Int(VMIN)] = 1
            $0[Int(VTIME)] = 0
        }
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal.during) == 0 else { return false }
        terminal.isActive = 1
        _ = Foundation.write(STDOUT_FILENO, enter.utf8Start, enter.utf8CodeUnitCount)
        install()
        return true
    }

    static func end() {
        guard terminal.isActive == 1 else { return }
        restore()
        for number in ending + crashing + [SIGTSTP, SIGWINCH] { signal(number, SIG_DFL) }
        close(terminal.pipe.read)
        close(terminal.pipe.write)
        terminal.pipe = (-1, -1)
    }

    /// Writes all of it, or gives up when the terminal is gone.
    static func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    static func drainWakes() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(terminal.pipe.read, &bytes, bytes.count) > 0 {}
    }

    private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    private static let crashing = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]

    private static func install() {
        for number in ending {
            signal(number) { number in
                TerminalRestore.restore()
                _exit(128 + number)
            }
        }
        for number in crashing {
            signal(number) { number in
                TerminalRestore.restore()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
        signal(SIGTSTP) { _ in
            TerminalRestore.restore()
            raise(SIGSTOP)
            TerminalRestore.resume()
        }
        signal(SIGWINCH) { _ in TerminalRestore.wake() }
    }

    private static func restore() {
        guard terminal.isActive == 1 else { return }
        terminal.isActive = 0
        _ = Foundation.write(STDOUT_FILENO, leave.utf8Start, leave.utf8CodeUnitCount)
        _ = tcsetattr(STDIN_FILENO, TCSANOW, &terminal.before)
    }

    private static func resume() {
        _ = tcsetattr(STDIN_FILENO, TCSANOW, &terminal.during)
        _ = Foundation.write(STDOUT_FILENO, enter.utf8Start, enter.utf8CodeUnitCount)
        terminal.isActive = 1
        wake()
    }

    private static func wake() {
        var byte: UInt8 = 1
        _ = Foundation.write(terminal.pipe.write, &byte, 1)
    }

    private static func makePipe() -> Bool {
        var ends: [Int32] = [-1, -1]
        guard Foundation.pipe(&ends) == 0 else { return false }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        terminal.pipe = (ends[0], ends[1])
        return true
    }
}
