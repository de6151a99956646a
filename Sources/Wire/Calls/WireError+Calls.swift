internal import GRPCCore
internal import NIOCore

extension WireError {
    /// What an error of a call means to its caller.
    init(call error: any Error) {
        switch error {
        case let error as WireError: self = error
        case is CancellationError: self = .callFailed(.cancelled)
        case let error as RPCError: self = WireError(rpc: error)
        case let error as RuntimeError:
            self = error.cause.map { WireError(call: $0) } ?? .callFailed(.unreachable)
        default:
            // What is no status of the other side is a stream, a socket or a writer that is gone.
            self = .callFailed(CallFault(secureConnection: error) ?? .unreachable)
        }
    }

    private init(rpc error: RPCError) {
        // What has a cause happened on this side: a status says only what the other side says.
        if let cause = error.cause {
            self = WireError(call: cause)
            return
        }
        // A stream that ended without a status, which the library reports as a fault of its own.
        if error.message.hasPrefix("Invalid stream.") {
            self = .callFailed(.unreachable)
            return
        }
        switch error.code {
        case .aborted: self = .callFailed(.busy)
        case .unavailable: self = .callFailed(.unreachable)
        case .deadlineExceeded: self = .callFailed(.timedOut)
        case .cancelled: self = .callFailed(.cancelled)
        case .unauthenticated, .permissionDenied: self = .callFailed(.unauthenticated)
        case .unimplemented: self = .callFailed(.unsupported)
        case .resourceExhausted: self = .callFailed(.tooLarge)
        case .failedPrecondition: self = .callFailed(.noRoom)
        default: self = .callFailed(.failed)
        }
    }
}

extension WireError.CallFault {
    /// NIOSSL tells what failed in a handshake by a word in its text, and in no other way.
    init?(secureConnection error: any Error) {
        if let error = error as? RPCError, let cause = error.cause {
            self.init(secureConnection: cause)
            return
        }
        let text = String(describing: error)
        if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("ToValidate") {
            self = .untrusted
        } else if text.contains("ALERT_") && (text.contains("CERT") || text.contains("CA")) {
            self = .unauthenticated
        } else {
            return nil
        }
    }
}

extension RPCError {
    /// What a caller is told of an error here: its class, never its text.
    init(answering error: any Error) {
        switch error {
        case let error as RPCError: self = error
        case is CancellationError: self = RPCError(code: .cancelled, message: "ended")
        case let error as WireError: self = RPCError(code: error.code, message: "refused")
        default: self = RPCError(code: .internalError, message: "failed")
        }
    }
}

extension WireError {
    var code: RPCError.Code {
        switch self {
        case .unreadable, .missing, .malformed, .unknown: .invalidArgument
        case .overLimit: .resourceExhausted
        case .unusableIdentity, .cannotListen, .cannotReach: .internalError
        case .lineFailed: .unavailable
        case .callFailed(let fault):
            switch fault {
            case .unreachable: .unavailable
            case .busy: .aborted
            case .timedOut: .deadlineExceeded
            case .cancelled: .cancelled
            case .unauthenticated, .untrusted: .unauthenticated
            case .unsupported: .unimplemented
            case .tooLarge: .resourceExhausted
            case .noRoom: .failedPrecondition
            case .failed: .internalError
            }
        }
    }
}
