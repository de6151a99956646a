internal import Foundation

/// One run of a line of the shell, in a process group of its own, for a bounded time.
struct ShellCommand: Sendable {
    private let line: String
    private let input: String
    private let duration: Duration

    enum End: Equatable, Sendable {
        /// A signal counts as 128 and its number, as in a shell.
        case exited(Int32)
        /// Its time was over: it was killed, with all that it had started.
        case killed
    }

    private static let pause = Duration.milliseconds(20)

    /// - Parameter input: what it can read.
    init(_ line: String, input: String, within duration: Duration) {
        self.line = line
        self.input = input
        self.duration = duration
    }

    /// - Throws: `DeliveryProblem.notStarted`; `CancellationError`, after it was killed.
    func run() async throws -> End {
        let child = try start()
        let clock = ContinuousClock()
        let end = clock.now + duration
        while true {
            if let status = Self.ended(child) { return .exited(status) }
            guard clock.now < end else {
                Self.kill(child)
                return .killed
            }
            do { try await Task.sleep(for: Self.pause) } catch {
                Self.kill(child)
                throw error
            }
        }
    }

    /// The child's number; its input lies ready.
    private func start() throws(DeliveryProblem) -> pid_t {
        let file = try inputFile()
        defer { close(file) }
        Self.keepOpenFiles()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let flags = Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, flags)
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var child: pid_t = 0
        let texts: [String] = ["/bin/sh", "-c", line]
        var words = texts.map { text in strdup(text) as UnsafeMutablePointer<CChar>? } + [nil]
        defer { for word in words { free(word) } }
        let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
        guard code == 0 else { throw .notStarted(errorCode: code) }
        return child
    }

    /// Whatever this process has open, a lock, a line or what it was handed as it started, is none
    /// of the child's.
    ///
    /// We open nothing that a child would get; this is for what others opened.
    private static func keepOpenFiles() {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        } catch { return }
        for descriptor in names.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    /// The input as a file without a name: nobody waits for the child to read it, and no other
    /// child holds its end open, as one could a pipe's.
    private func inputFile() throws(DeliveryProblem) -> Int32 {
        let path = NSTemporaryDirectory() + "bridgework-events-" + UUID().uuidString
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .notStarted(errorCode: errno) }
        unlink(path)
        let bytes = Array(input.utf8)
        let count = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard count == bytes.count, lseek(file, 0, SEEK_SET) == 0 else {
            close(file)
            throw .notStarted(errorCode: errno)
        }
        return file
    }

    /// How it ended; `nil` while it runs.
    private static func ended(_ child: pid_t) -> Int32? {
        var status: Int32 = 0
        guard waitpid(child, &status, WNOHANG) == child else { return nil }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private static func kill(_ child: pid_t) {
        _ = Glibc.kill(-child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
}
