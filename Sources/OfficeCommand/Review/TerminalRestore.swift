import CoreFoundation
import Foundation
import Synchronization

// A handler may interrupt anything, on any thread: it may neither allocate nor lock, nor wait for
// what it interrupted. So all that one reads is made once, before the first is installed, and lasts
// as long as the program: the pipe is never closed, the memory never freed. What changes meanwhile
// is one atomic word.
//
// The settings lie on the heap. An optimized build gives a static C structure with padding inside
// too little room (Swift 6.3.1: 126 bytes for the 132 of `Terminal`), and what lies behind it was
// written over.

/// What a signal handler needs to put the terminal back; it may neither allocate nor lock.
enum TerminalRestore {
    private struct Terminal {
        var before = termios()
        var during = termios()
        /// Wakes `poll`.
        var pipe: (read: Int32, write: Int32) = (-1, -1)
    }

    private enum Stage {
        /// The terminal is as it was found.
        static let away: UInt8 = 0
        static let active: UInt8 = 1
        /// Put back while the program sleeps.
        static let asleep: UInt8 = 2
    }

    // One thread writes it, before it installs the handlers; from then on everybody only reads.
    nonisolated(unsafe) private static let terminal = {  // written before any handler
        let terminal = UnsafeMutablePointer<Terminal>.allocate(capacity: 1)
        terminal.initialize(to: Terminal())
        return terminal
    }()

    // What the signals did before, by number; written and read as `terminal` is.
    nonisolated(unsafe) private static let former = {  // written before any handler
        let former = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
        former.initialize(repeating: sigaction(), count: 65)
        return former
    }()

    private static let stage = Atomic<UInt8>(Stage.away)

    private static let enter: StaticString = "\u{1B}[?1049h\u{1B}[2J\u{1B}[H"
    private static let leave: StaticString = "\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l"

    /// Readable when the size changed, or the program came back from sleep.
    static var wakes: Int32 { terminal.pointee.pipe.read }

    static func begin() -> Bool {
        guard tcgetattr(STDIN_FILENO, &terminal.pointee.before) == 0, makePipe() else {
            return false
        }
        var during = terminal.pointee.before
        during.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
        during.c_iflag &= ~tcflag_t(IXON)
        withUnsafeMutableBytes(of: &during.c_cc) {
            $0[Int(VMIN)] = 1
            $0[Int(VTIME)] = 0
        }
        terminal.pointee.during = during
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &during) == 0 else { return false }
        stage.store(Stage.active, ordering: .sequentiallyConsistent)
        _ = Foundation.write(STDOUT_FILENO, enter.utf8Start, enter.utf8CodeUnitCount)
        install()
        return true
    }

    static func end() {
        putBack(leaving: Stage.away)
        for number in TerminalRestore.signals { sigaction(number, former + Int(number), nil) }
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
        while read(wakes, &bytes, bytes.count) > 0 {}
    }

    // MARK: Signals

    private static let signals = [
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV,
        SIGTSTP, SIGWINCH,
    ]

    private static func install() {
        for number in signals {
            switch number {
            case SIGINT, SIGTERM, SIGHUP, SIGQUIT:
                handle(number) { number in
                    TerminalRestore.putBack(leaving: Stage.away)
                    _exit(128 + number)
                }
            case SIGTSTP:
                handle(number) { _ in
                    TerminalRestore.putBack(leaving: Stage.asleep)
                    raise(SIGSTOP)
                    TerminalRestore.resume()
                }
            case SIGWINCH:
                handle(number) { _ in TerminalRestore.wake() }
            default:
                // A crash ends the program once the handler returns, as the system ends one. At a
                // terminal the runtime would show registers and ask what to do, for half a minute.
                handle(number) { number in
                    TerminalRestore.putBack(leaving: Stage.away)
                    signal(number, SIG_DFL)
                    raise(number)
                }
            }
        }
    }

    private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void)
    {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = SA_RESTART
        sigaction(number, &action, former + Int(number))
    }

    private static func putBack(leaving next: UInt8) {
        guard stage.exchange(next, ordering: .sequentiallyConsistent) == Stage.active else {
            return
        }
        _ = Foundation.write(STDOUT_FILENO, leave.utf8Start, leave.utf8CodeUnitCount)
        _ = tcsetattr(STDIN_FILENO, TCSANOW, &terminal.pointee.before)
    }

    private static func resume() {
        let isBack = stage.compareExchange(
            expected: Stage.asleep, desired: Stage.active, ordering: .sequentiallyConsistent)
        guard isBack.exchanged else { return }
        _ = tcsetattr(STDIN_FILENO, TCSANOW, &terminal.pointee.during)
        _ = Foundation.write(STDOUT_FILENO, enter.utf8Start, enter.utf8CodeUnitCount)
        wake()
    }

    private static func wake() {
        var byte: UInt8 = 1
        _ = Foundation.write(terminal.pointee.pipe.write, &byte, 1)
    }

    /// Made once: a handler on another thread may still write while a review ends.
    private static func makePipe() -> Bool {
        guard terminal.pointee.pipe.read < 0 else { return true }
        var ends: [Int32] = [-1, -1]
        guard Foundation.pipe(&ends) == 0 else { return false }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        terminal.pointee.pipe = (ends[0], ends[1])
        return true
    }
}
