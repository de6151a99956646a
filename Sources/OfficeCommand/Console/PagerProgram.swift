import Dispatch
import Foundation
import Supervision
import Synchronization

/// The program that shows pages to whoever sits at this process's terminal.
struct PagerProgram {
    /// A command line for the shell.
    private let command: String

    /// - Returns: `nil` where nobody watches a terminal, `PAGER` is empty or `cat`, or names none
    ///   and `less` is not installed.
    init?(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        let term = environment["TERM"] ?? ""
        guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1, !term.isEmpty, term != "dumb"
        else { return nil }
        guard let command = PagerProgram.command(environment) else { return nil }
        self.command = command
    }

    /// What `PAGER` names, or `less` where that is installed.
    static func command(_ environment: [String: String]) -> String? {
        if let named = environment["PAGER"] { return ["", "cat"].contains(named) ? nil : named }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        let hasLess = folders.contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/less")
        }
        return hasLess ? "less" : nil
    }

    /// Starts it in this process's own group, for it reads the terminal's keys.
    ///
    /// - Returns: `nil` where it cannot be started.
    func started() -> Pager.Reader? {
        guard let input = ChildProcess.pipe() else { return nil }
        var launch = ChildProcess.Launch("/bin/sh", ["-c", command])
        launch.isGroup = false
        launch.input = .file(input.reading)
        launch.output = .inherited
        launch.errors = .inherited
        var environment = ProcessInfo.processInfo.environment
        // What fits is printed, colours stay, and what was read stays on the screen.
        environment["LESS"] = environment["LESS"] ?? "FRX"
        launch.environment = environment
        let child = try? ChildProcess(launch)
        close(input.reading)
        guard let child else {
            close(input.writing)
            return nil
        }
        return PagerProgram.reader(child: child, input: input.writing)
    }

    private static func reader(child: ChildProcess, input: Int32) -> Pager.Reader {
        // Ctrl-C is for whoever reads.
        signal(SIGINT, SIG_IGN)
        // A page may stay before somebody's eyes for a night; the command, which has the store,
        // must not wait for that.
        let pages = DispatchQueue(label: "bridgework.pages")
        let hasReader = Mutex(true)
        return Pager.Reader(
            write: { bytes in
                pages.async {
                    guard hasReader.withLock({ $0 }) else { return }
                    guard !write(bytes, to: input) else { return }
                    hasReader.withLock { $0 = false }
                    // Whoever has left the pages may end the command, too.
                    signal(SIGINT, SIG_DFL)
                }
                return hasReader.withLock { $0 }
            },
            end: {
                pages.sync {}
                close(input)
                child.waited()
                signal(SIGINT, SIG_DFL)
            })
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
