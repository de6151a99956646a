import Foundation
import Identity
import Logging
package import Merge
import Store
import Sync
import Synchronization
import Wire

// Every call ends in one of three ways: with an answer, with an error that is the other side's (its
// message, its line, its certificate), or with one that is the hub's own: a disk, a store, a rule
// that cannot tell. The last kind is of no use to the peer and of every use to the operator, so
// this is the one place through which all calls pass: it writes the fault down once, with ids and
// counts, and hands on an error that says nothing.

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

    fileprivate struct State {
        var last: Fault?
        var tallies: [String: Tally] = [:]
    }

    private let state = Mutex(State())
    private let store: Store

    init(_ store: Store) {
        self.store = store
    }

    /// The last of the hub's own faults in this process.
    package var last: Fault? { state.withLock { $0.last } }

    /// Whether the hub itself failed, and not whoever called or the line.
    static func isOwn(_ error: any Error) -> Bool {
        switch error {
        case is SyncRefusal, is EnrolmentRefusal, is InquiryRefusal, is Doorkeeper.Refusal,
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
        let words = (error as? StoreError)?.words(at: .hub) ?? ErrorWords.of(error)
        let text = "\(call): \(words)"
        let due = state.withLock { $0.add(text, at: now) }
        guard let due else { return Internal() }
        var metadata: Logger.Metadata = [
            "call": "\(call)", "error": "\(words)", "times": "\(due)",
        ]
        if let replica { metadata["replica"] = "\(replica)" }
        logger.error("the hub failed", metadata: metadata)
        remember(text, at: now)
        return Internal()
    }

    /// For `status` after the next start; while the disk takes nothing, `last` remembers.
    private func remember(_ text: String, at now: Timestamp) {
        do { try store.write { try $0.noteFailure(text, at: now) } } catch { return }
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
        do { return try await body() } catch {
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
