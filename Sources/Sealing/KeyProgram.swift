internal import Disk
internal import Foundation

/// A command that prints a store's key: what asks a machine in the network, or a token of hardware.
struct KeyProgram {
    private static let bytesMax = 4_096

    private let command: String
    private let deadlineSeconds: Int

    init(_ command: String, deadlineSeconds: Int = 30) {
        self.command = command
        self.deadlineSeconds = deadlineSeconds
    }

    /// Runs it, in time and within bounds; what it says elsewhere goes where ours goes.
    func secret() throws(SealFault) -> KeySecret {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .system }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reading = OpenFile(ends[0])
        let process: pid_t
        do {
            defer { close(ends[1]) }
            process = try start(writing: ends[1])
        }
        let bytes = heard(from: reading.descriptor)
        // It leads its group: what it started goes with it.
        if bytes == nil { kill(-process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard let bytes else { throw .commandLate(seconds: deadlineSeconds) }
        guard status == 0 else { throw .commandFailed(code: status >> 8 & 0xFF) }
        guard let secret = KeySecret(line: bytes) else { throw .commandUnusable }
        return secret
    }

    private func start(writing end: Int32) throws(SealFault) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, end, 1)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var words: [UnsafeMutablePointer<CChar>?] = []
        for word in ["sh", "-c", command] { words.append(strdup(word)) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environ) == 0 else {
            throw .system
        }
        return process
    }

    /// All it says; `nil` where it is not done in time, or says more than a key.
    private func heard(from end: Int32) -> [UInt8]? {
        let clock = ContinuousClock()
        let last = clock.now + .seconds(deadlineSeconds)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1_024)
        while bytes.count <= KeyProgram.bytesMax {
            let left = (last - clock.now) / .milliseconds(1)
            var waiting = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(max(0, left)))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = read(end, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += piece.prefix(count)
        }
        return nil
    }
}
