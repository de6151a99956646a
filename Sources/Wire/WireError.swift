package import Sync

/// Why a message could not be read or sent, or a call did not succeed.
package enum WireError: Error, Equatable, Sendable {
    /// The bytes are no protobuf message of the expected type.
    case unreadable
    /// A field that must be there is not.
    case missing(WireField)
    /// A field has the wrong length or shape.
    case malformed(WireField)
    case overLimit(WireField, found: UInt64, limit: UInt64)
    /// A word or number that only a newer release knows.
    case unknown(WireField, code: UInt64)
    /// A certificate, key or root given to us cannot be used.
    case unusableIdentity
    /// The operating system refused an address or a socket's path.
    case cannotListen(address: String, errorCode: Int32)
    /// The operating system refused to open the folder of a socket.
    case cannotReach(path: String, errorCode: Int32)
    case callFailed(CallFault)
    /// The line to a peer could not be had, broke, or was silent for too long.
    case lineFailed(LineFault)

    /// How a call ended that did not succeed.
    package enum CallFault: String, CaseIterable, Sendable {
        /// Nobody answers, the line broke, or the two sides could not agree on a secure connection.
        case unreachable
        case timedOut
        case cancelled
        /// The other side is there, does something else, and has not begun this.
        case busy
        /// The other side does not accept who we are.
        case unauthenticated
        /// The other side's certificate is not signed by our root, or is for another name.
        case untrusted
        /// The other side does not know the call.
        case unsupported
        /// A message exceeds what the other side takes.
        case tooLarge
        /// The other side has no room left on its disk.
        case noRoom
        /// The other side failed, and does not say how.
        case failed
    }

    /// What to do about an error.
    ///
    /// Everything that retries, joins again or exits switches on this.
    package enum Remedy: String, CaseIterable, Sendable {
        /// Try again later.
        case retry
        /// Ask for a new invitation, or check the address.
        case rejoin
        /// One side is too old for the other.
        case upgrade
        /// A person must change a setting: an address in use, a file that is missing.
        case configure
        /// Trying again changes nothing: report it.
        case report
    }

    package var remedy: Remedy {
        switch self {
        case .unreadable, .missing, .malformed, .overLimit: .report
        case .unknown: .upgrade
        case .unusableIdentity: .rejoin
        case .cannotListen, .cannotReach: .configure
        case .lineFailed: .retry
        case .callFailed(let fault):
            switch fault {
            case .unreachable, .timedOut, .cancelled, .busy, .noRoom: .retry
            case .unauthenticated, .untrusted: .rejoin
            case .unsupported: .upgrade
            case .tooLarge, .failed: .report
            }
        }
    }

    /// Whether the other side cannot have begun what it was asked to do.
    package var isUnheard: Bool {
        switch self {
        case .cannotReach, .callFailed(.busy): true
        case .lineFailed(let fault): fault.stage < .greeting
        default: false
        }
    }

    /// What a hub answers to a message with this error in it.
    package var refusal: SyncRefusal {
        if case .overLimit = self { .overLimit } else { .malformed }
    }
}
