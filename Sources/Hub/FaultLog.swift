import Foundation
import Identity
import Logging
package import Merge
import Sync
import Synchronization
import Wire

// Every call ends in one of three ways: with an answer, with an error that is the other side's (its
// message, its line, its certificate), or with one that is the hub's own: a disk, a store, a rule
// that cannot tell. The last kind is of no use to the peer and of every use to the operator, so
// this is the one place through which all calls pass: it writes the fault down once, with ids and
// counts, and hands on an error that says nothing, or no more than that the disk is full: then the
// peer comes again by itself. A fault is over once the same replica's same call ends well, and a
// full disk once it takes a note again.

/// The hub's own faults: in the log, and for `status`.
package final class FaultLog: Sendable {
    /// A fault and how often it came since the hub started.
    package struct Fault: Equatable, Sendable {
        package let text: String
        package let at: Timestamp
        package let count: Int
    }

    /// What a peer is told of a fault of the hub's.
    struct Internal: Error {}

    /// The same fault again within this time is counted and not written again.
    fileprivate static let silence: Int64 = 60_000
    /// Faults that are told apart; there are fewer kinds than this.
    fileprivate static let kindsMax = 256

    fileprivate struct Tally {
        var count = 0
        var unwritten = 0
        var written: Int64?
    }

    /// What a call that ends well shows to be over.
    fileprivate struct Standing {
        let at: Timestamp
        /// The call and its replica, or the disk; empty where nothing shows it.
        let cause: String
    }

    fileprivate struct State {
        var last: Fault?
        /// The last fault, also where an earlier process noted it.
        var standing: Standing?
        var tallies: [String: Tally] = [:]
        /// By the call in which they came; there are few.
        var counts: [String: Int] = [:]
    }

    private let state = Mutex(State())
    private let store: any HubStore

    init(_ store: any HubStore) {
        self.store = store
        do {
            let kept = try store.read { try ($0.lastFailure()?.at, $0.lastFailureCause()) }
            guard let at = kept.0 else { return }
            state.withLock { $0.standing = Standing(at: at, cause: kept.1) }
        } catch {
            // Whoever opens the store meets what is wrong with it by a call of his own.
            return
        }
    }

    /// How many faults came in which call since this process started.
    package var counts: [String: Int] { state.withLock { $0.counts } }

    /// The last of the hub's own faults in this process.
    package var last: Fault? { state.withLock { $0.last } }

    /// Whether the hub itself failed, and not whoever called or the line.
    static func isOwn(_ error: any Error) -> Bool {
        switch error {
        case is SyncRefusal, is RegistrationRefusal, is InquiryRefusal, is Doorkeeper.Refusal,
            is CancellationError, is WireError, is Internal:
            false
        default: !isOfTheLine(error)
        }
    }

    /// The transport's own errors: a line that broke, a stream that was closed.
    private static func isOfTheLine(_ error: any Error) -> Bool {
        let module = ErrorWords.module(of: error)
        return module.hasPrefix("GRPC") || module.hasPrefix("NIO")
    }

    /// Writes a fault of the hub's own down; another's is none of this log's business.
    ///
    /// - Returns: what the caller may be told.
    @discardableResult
    func noted(
        _ error: any Error, in call: String, of replica: ReplicaID?, _ logger: Logger,
        at now: Timestamp
    ) -> any Error {
        guard FaultLog.isOwn(error) else { return error }
        let words = (error as? any StoreFault)?.hubAdvice ?? ErrorWords.of(error)
        let text = "\(call): \(words)"
        let cause = FaultLog.cause(of: error, in: call, replica)
        let told: any Error =
            cause == FaultLog.room ? WireError.callFailed(.noRoom) : Internal()
        let due = state.withLock { state in
            state.standing = Standing(at: now, cause: cause)
            state.counts[call, default: 0] += 1
            return state.add(text, at: now)
        }
        guard let due else { return told }
        var metadata: Logger.Metadata = [
            "call": "\(call)", "error": "\(words)", "times": "\(due)",
        ]
        if let replica { metadata["replica"] = "\(replica)" }
        logger.error("the hub failed", metadata: metadata)
        remember(text, at: now, cause)
        return told
    }

    /// A call ended well that began after the last fault.
    func succeeded(in call: String, of replica: ReplicaID?, begun: Timestamp) {
        let standing = state.withLock { $0.standing }
        guard let standing, standing.at < begun,
            standing.cause == FaultLog.room
                || !standing.cause.isEmpty && standing.cause == FaultLog.cause(in: call, replica)
        else { return }
        do { try store.write { try $0.forgetFailure() } } catch { return }
        state.withLock { state in
            guard state.standing?.at == standing.at else { return }
            state.standing = nil
            state.last = nil
        }
    }

    /// Whether a call that ends well may show that something is over.
    var hasStanding: Bool { state.withLock { $0.standing != nil } }

    private static let room = "disk-full"

    private static func cause(
        of error: any Error, in call: String, _ replica: ReplicaID?
    ) -> String {
        if (error as? any StoreFault)?.isForWantOfRoom == true { return room }
        return cause(in: call, replica)
    }

    private static func cause(in call: String, _ replica: ReplicaID?) -> String {
        replica.map { "\(call) \($0.hexadecimal)" } ?? ""
    }

    /// For `status` after the next start; while the disk takes nothing, `last` remembers.
    private func remember(_ text: String, at now: Timestamp, _ cause: String) {
        do {
            try store.write { try $0.noteFailure(text, at: now, cause: cause) }
        } catch { return }
    }
}

extension FaultLog.State {
    /// - Returns: how often it came since it was last written, when it is to be written now.
    fileprivate mutating func add(_ text: String, at now: Timestamp) -> Int? {
        if tallies.count >= FaultLog.kindsMax { tallies = [:] }
        var tally = tallies[text] ?? FaultLog.Tally()
        tally.count += 1
        tally.unwritten += 1
        last = FaultLog.Fault(text: text, at: now, count: tally.count)
        let isSilent = tally.written.map { (0..<FaultLog.silence).contains(now.milliseconds - $0) }
        let due = isSilent == true ? nil : tally.unwritten
        if due != nil {
            tally.written = now.milliseconds
            tally.unwritten = 0
        }
        tallies[text] = tally
        return due
    }
}

/// Lets calls through to whoever answers them, and notes what goes wrong in here.
struct FaultWatch: Sendable {
    let desk: HubDesk
    let policy: TrustPolicy
    let logger: Logger

    func minding<Answer: Sendable>(
        _ call: String, _ caller: Caller? = nil, _ body: () async throws -> Answer
    ) async throws -> Answer {
        let begun = desk.now
        do {
            let answer = try await body()
            // An operator's command writes too little to show anything.
            if caller != nil, desk.faults.hasStanding {
                desk.faults.succeeded(in: call, of: caller.flatMap(replica), begun: begun)
            }
            return answer
        } catch {
            throw desk.faults.noted(
                error, in: call, of: caller.flatMap(replica), logger, at: desk.now)
        }
    }

    private func replica(_ caller: Caller) -> ReplicaID? {
        guard let der = caller.certificate,
            case .verified(let certificate) = policy.verify(der, as: .replica)
        else { return nil }
        return certificate.principal.replica
    }
}
