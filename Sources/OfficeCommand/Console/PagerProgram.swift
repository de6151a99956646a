import Dispatch
import Foundation
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
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in [SIGINT, SIGPIPE] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var environment = ProcessInfo.processInfo.environment
        // What fits is printed, colours stay, and what was read stays on the screen.
        environment["LESS"] = environment["LESS"] ?? "FRX"
        let words = PagerProgram.copied(["/bin/sh", "-c", command])
        let variables = PagerProgram.copied(environment.map { "\($0.key)=\($0.value)" })
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let code = posix_spawn(
            &process, "/bin/sh", &actions, &attributes, words + [nil], variables + [nil])
        close(ends[0])
        guard code == 0 else {
            close(ends[1])
            return nil
        }
        return PagerProgram.reader(child: process, input: ends[1])
    }

    private static func reader(child: pid_t, input: Int32) -> Pager.Reader {
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
                var status: Int32 = 0
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                signal(SIGINT, SIG_DFL)
            })
    }

    /// Copies as C has them, for whoever frees them.
    private static func copied(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { (text: String) in strdup(text) }
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
