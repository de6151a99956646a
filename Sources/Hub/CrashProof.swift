import Foundation
import Logging
import Merge
import Supervision
import Sync
import Synchronization

// A change set under suspicion is tried apart: a child process of the hub's own program copies
// the store, takes the suspect in on the copy, and ends. Whether it lives or dies decides. It runs
// beside the hub, so that only the office that brings the suspect waits; and it is repeated before
// anybody is blamed, because a memory that is full, or an operator, end a child as well.
//
// What cannot be tried (the disk is full, the program cannot be started) is neither blamed nor
// taken in: its office is told to come again, everybody else works on, and the hub says so.

/// Tries suspects apart, one after the other.
final class CrashProof: Sendable {
    /// Deaths of a child before its change set is blamed.
    static let deathsMin = 2
    /// How long an exchange waits for an answer before its office is asked to come again.
    static let patience = Duration.seconds(60)
    static let copyTime = Duration.seconds(900)
    /// Taking in one change set takes seconds: what takes this long stops the hub as a crash does.
    static let admissionTime = Duration.seconds(300)
    private static let pause = Duration.milliseconds(50)
    /// Before what could not be tried is tried again.
    private static let rest = Duration.seconds(300)
    /// What waits to be tried; a hub at fault has one at a time.
    private static let suspectsMax = 16

    private enum Outcome: Sendable {
        case waiting
        case lived, died
        case untried(String, at: ContinuousClock.Instant)

        static func unable(_ reason: String) -> Outcome { .untried(reason, at: .now) }

        /// What the audit says of it.
        var words: (event: String, detail: String) {
            switch self {
            case .waiting: ("suspicion", "waits to be tried")
            case .lived: ("suspicion-lifted", "tried apart, it harmed nobody")
            case .died: ("suspicion-proven", "tried apart, it ended that process too")
            case .untried(let reason, _): ("suspicion-untried", reason)
            }
        }

        /// What could not be tried a moment ago cannot be tried now.
        var isFresh: Bool {
            switch self {
            case .waiting: true
            case .lived, .died: false
            case .untried(_, let at): ContinuousClock.now - at < CrashProof.rest
            }
        }
    }

    private struct Suspect: Sendable {
        let id: ChangeSetID
        let bytes: Bytes
        let replica: ReplicaID
    }

    private let desk: HubDesk
    private let logger: Logger
    private let outcomes = Mutex<[ChangeSetID: Outcome]>([:])
    private let suspects = AsyncStream<Suspect>.makeStream(bufferingPolicy: .bufferingOldest(64))

    init(_ desk: HubDesk, _ logger: Logger) {
        self.desk = desk
        self.logger = logger
        try? FileManager.default.removeItem(atPath: folder)
    }

    private var folder: String { desk.home.proof }

    /// Whether a suspect may be taken in now, or was found guilty; waits a while until that is
    /// known.
    ///
    /// - Returns: `false` where the office must come again.
    func isDecided(
        _ id: ChangeSetID, _ bytes: Bytes, from replica: ReplicaID
    ) async throws -> Bool {
        guard let breaker = desk.breaker, breaker.isSuspect(id) else { return true }
        let isNew = outcomes.withLock { outcomes -> Bool in
            guard outcomes[id]?.isFresh != true, outcomes.count < CrashProof.suspectsMax else {
                return false
            }
            outcomes[id] = .waiting
            return true
        }
        if isNew { suspects.continuation.yield(Suspect(id: id, bytes: bytes, replica: replica)) }
        let deadline = ContinuousClock.now + CrashProof.patience
        while ContinuousClock.now < deadline {
            switch outcomes.withLock({ $0[id] }) {
            case .lived, .died: return true
            case nil, .untried: return false
            case .waiting: try await Task.sleep(for: CrashProof.pause)
            }
        }
        return false
    }

    /// Tries what is brought until it is cancelled.
    func run() async {
        for await suspect in suspects.stream {
            let outcome = await tried(suspect)
            guard !Task.isCancelled else { return }
            do { try await desk.thread.run { try self.record(outcome, of: suspect) } } catch {
                logger.error(
                    "proof not recorded",
                    metadata: ["changeSet": "\(suspect.id)", "error": "\(error)"])
            }
            outcomes.withLock { outcomes in
                outcomes = outcomes.filter { $0.value.isFresh }
                outcomes[suspect.id] = outcome
            }
        }
    }

    private func record(_ outcome: Outcome, of suspect: Suspect) throws {
        switch outcome {
        case .waiting, .untried: break
        case .lived: try desk.breaker?.acquit(suspect.id)
        case .died: desk.breaker?.convict(suspect.id)
        }
        let (event, detail) = outcome.words
        logger.warning(
            "suspicion tried",
            metadata: ["changeSet": "\(suspect.id)", "outcome": "\(event)", "detail": "\(detail)"])
        try desk.store.write {
            try $0.audit(at: desk.now, event, subject: suspect.id, detail: detail)
        }
    }

    private func tried(_ suspect: Suspect) async -> Outcome {
        for attempt in 1...CrashProof.deathsMin {
            let outcome = await triedOnce(suspect)
            guard case .died = outcome else { return outcome }
            logger.warning(
                "a suspect ended the process that tried it",
                metadata: ["changeSet": "\(suspect.id)", "attempt": "\(attempt)"])
        }
        return .died
    }

    private func triedOnce(_ suspect: Suspect) async -> Outcome {
        // Of a hub that was killed a child may be left: it must not meet the next one.
        let scratch = folder + "/" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // By a pipe: on the disk it would lie in clear.
        guard let line = ChildProcess.pipe() else { return .unable("no process to try it in") }
        defer { close(line.reading) }
        let process: ChildProcess
        do {
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let arguments = [
                "prove", "--store", desk.home.path, "--scratch", scratch,
                "--replica", suspect.replica.hexadecimal,
            ]
            var launch = ChildProcess.Launch("/proc/self/exe", arguments)
            launch.input = .file(line.reading)
            process = try ChildProcess(launch)
        } catch {
            close(line.writing)
            return .unable("no process to try it in")
        }
        defer { process.kill() }
        CrashProof.hand(suspect.bytes, to: line.writing)
        return await ended(process, scratch)
    }

    /// Writes the bytes on a thread of their own, and closes: a child that ends before it has read
    /// all holds nobody up, and how it ended says more.
    private static func hand(_ bytes: Bytes, to pipe: Int32) {
        Thread.detachNewThread {
            var rest = bytes
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(pipe, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                rest = rest.dropFirst(count)
            }
            close(pipe)
        }
    }

    private func ended(_ process: ChildProcess, _ scratch: String) async -> Outcome {
        var deadline = ContinuousClock.now + CrashProof.copyTime
        var isAdmitting = false
        while process.end == nil, ContinuousClock.now < deadline {
            do { try await Task.sleep(for: CrashProof.pause) } catch { return .unable("stopped") }
            guard !isAdmitting, CrashProof.hasBegun(in: scratch) else { continue }
            isAdmitting = true
            deadline = ContinuousClock.now + CrashProof.admissionTime
        }
        isAdmitting = isAdmitting || CrashProof.hasBegun(in: scratch)
        guard let end = process.end else {
            return isAdmitting ? .died : .unable("the store was not copied in time")
        }
        guard case .exited(let code) = end else {
            return isAdmitting ? .died : .unable("the process ended before it began")
        }
        guard code == 0 else {
            return .unable(isAdmitting ? "it could not be tried" : "no copy of the store")
        }
        return .lived
    }

    private static func hasBegun(in scratch: String) -> Bool {
        FileManager.default.fileExists(atPath: Trial.begun(in: scratch))
    }
}
