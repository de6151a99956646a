internal import Foundation
internal import GRPCCore
internal import NIOCore
internal import Synchronization

/// Watches one call from outside the library that makes it: knows how far it is, and ends it when
/// it is late.
///
/// A library's own waits are not all bounded, nor do all of them hear a cancellation. What they all
/// hear is that the socket is closed.
final class LineWatch: Sendable {
    private struct State {
        var clock: LineClock
        var channels: [any Channel] = []
        var cause: LineFault.Cause?
        var fault: LineFault?
        var isSevered = false
    }

    private let address: String
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    init(_ address: String, _ durations: LineDurations) {
        self.address = address
        self.state = Mutex(State(clock: LineClock(durations)))
    }

    private var now: Duration { start.duration(to: .now) }

    func enter(_ stage: LineStage) {
        let now = self.now
        state.withLock { $0.clock.enter(stage, at: now) }
    }

    func carry(_ bytes: Int, isInbound: Bool) {
        let now = self.now
        state.withLock { $0.clock.carry(bytes, isInbound: isInbound, at: now) }
    }

    func expect(answer isOwed: Bool) {
        let now = self.now
        state.withLock { $0.clock.expect(answer: isOwed, at: now) }
    }

    /// A connection to one address could not be made.
    func note(_ error: any Error) {
        let cause: LineFault.Cause? =
            switch error {
            case let error as IOError where error.errnoCode == ECONNREFUSED: .refused
            case let error as IOError where error.errnoCode == ETIMEDOUT:
                .timedOut(after: WireLimits.connectingDuration)
            case let error as IOError: .system(code: error.errnoCode)
            case let error as ChannelError:
                if case .connectTimeout = error {
                    .timedOut(after: WireLimits.connectingDuration)
                } else {
                    nil
                }
            default: nil
            }
        state.withLock { $0.cause = cause ?? $0.cause }
    }

    // MARK: The end

    /// Returns when the other side is late, having cut the line; runs until cancelled otherwise.
    func overdue() async throws -> LineFault {
        while true {
            let now = self.now
            let (due, stage) = state.withLock { ($0.clock.due, $0.clock.stage) }
            guard due <= now else {
                try await Task.sleep(for: min(due - now, WireLimits.watchInterval))
                continue
            }
            let limit = state.withLock { $0.clock.limit(at: now) }
            let fault = LineFault(address: address, stage: stage, cause: .timedOut(after: limit))
            state.withLock { $0.fault = $0.fault ?? fault }
            sever()
            return fault
        }
    }

    /// Takes in a connection that is being made.
    func add(_ channel: any Channel) {
        enter(.connecting)
        state.withLock { $0.channels.append(channel) }
    }

    /// Whether no connection may be made any more.
    var isSevered: Bool { state.withLock { $0.isSevered } }

    /// Closes the sockets, whatever stands above them.
    func sever() {
        let channels = state.withLock { state in
            state.isSevered = true
            defer { state.channels = [] }
            return state.channels
        }
        for channel in channels {
            channel.triggerUserOutboundEvent(SocketWatch.Severance(), promise: nil)
        }
    }

    /// Whoever has given up does not wait for a handshake.
    func abandon() {
        if state.withLock({ $0.clock.stage < .greeting }) { sever() }
    }

    /// The error of a call with all that is known here.
    func explained(_ error: any Error) -> any Error {
        let (fault, stage, cause, limit) = state.withLock {
            ($0.fault, $0.clock.stage, $0.cause, $0.clock.durations.greeting)
        }
        if let fault { return WireError.lineFailed(fault) }
        switch error as? WireError {
        case .callFailed(.unreachable):
            // What an earlier address said is no news once a call was open.
            let cause = stage < .greeting ? cause ?? .broken : .broken
            return WireError.lineFailed(LineFault(address: address, stage: stage, cause: cause))
        case .callFailed(.timedOut):
            return WireError.lineFailed(
                LineFault(address: address, stage: stage, cause: .timedOut(after: limit)))
        default: return error
        }
    }
}
