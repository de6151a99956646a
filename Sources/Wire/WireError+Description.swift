internal import Foundation

extension WireError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable: "a message is not protobuf of the expected type"
        case .missing(let field): "a message lacks its \(field.rawValue)"
        case .malformed(let field): "a message's \(field.rawValue) is malformed"
        case .overLimit(let field, let found, let limit):
            "a message's \(field.rawValue) is too large: \(found) exceeds \(limit)"
        case .unknown(let field, let code):
            "a message's \(field.rawValue) is unknown to this release (\(code))"
        case .unusableIdentity: "the certificate, its key or the root cannot be used"
        case .cannotListen(let address, let code):
            "cannot listen at \(address): \(WireError.reason(code)); stop what uses it, or choose "
                + "another address"
        case .cannotReach(let path, let code):
            "cannot open \(path): \(WireError.reason(code))"
        case .callFailed(let fault): fault.advice
        case .lineFailed(let fault): fault.description
        }
    }

    private static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

extension WireError.CallFault {
    var advice: String {
        switch self {
        case .unreachable: "the other side cannot be reached: check that it runs and the line is up"
        case .timedOut: "the other side did not answer in time"
        case .cancelled: "the call was ended before it was done"
        case .busy: "the other side is busy with something else: try again when it is done"
        case .unauthenticated: Self.unauthenticatedAdvice
        case .untrusted: Self.untrustedAdvice
        case .unsupported: "the other side does not know this call: upgrade it"
        case .tooLarge: "a message is larger than the other side takes: report it"
        case .noRoom:
            "the other side's disk is full: nothing was taken in and nothing is lost; tell whoever "
                + "runs it, and try again once there is room"
        case .failed: "the other side failed; its log says why"
        }
    }
}
