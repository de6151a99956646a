// A supervisor such as systemd starts a program, and then knows only that it lives. So the program
// tells it, in notes of a few lines NAME=VALUE to a socket that the environment names: that it
// serves now, that it still does its work, that it is about to stop. A program that was told to
// prove that it works, and falls silent, is ended and started anew.

/// Whoever started this process and wants to hear how it does; nobody, where nobody asked.
package struct Supervisor: Sendable {
    private let socket: NotifySocket?
    /// How long it may be silent before it is ended; `nil` where nobody watches.
    package let silenceMax: Duration?

    /// - Parameters:
    ///   - environment: `NOTIFY_SOCKET`, `WATCHDOG_USEC`, and for which process that is,
    ///     `WATCHDOG_PID`.
    ///   - process: this process's id.
    package init(environment: [String: String], process: Int32) {
        socket = environment["NOTIFY_SOCKET"].flatMap(NotifySocket.init)
        let isMeant = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        silenceMax = isMeant && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    /// Whether anybody wants to hear.
    package var isListening: Bool { socket != nil }

    /// What it is told.
    package enum Word: Equatable, Sendable {
        /// Whoever comes is served.
        case ready
        /// The work was just seen to be done.
        case alive
        /// Nobody new is served.
        case stopping
        /// For people: counts and positions, never what is stored.
        case status(String)

        var line: String {
            switch self {
            case .ready: "READY=1"
            case .alive: "WATCHDOG=1"
            case .stopping: "STOPPING=1"
            case .status(let words):
                "STATUS=" + words.map { $0.isNewline ? " " : String($0) }.joined()
            }
        }
    }

    /// Tells all of it in one note.
    package func tell(_ words: Word...) {
        socket?.send(words.map(\.line).joined(separator: "\n"))
    }
}
