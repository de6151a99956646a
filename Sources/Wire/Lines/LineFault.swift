internal import Foundation

/// Where and how a line failed: which address, how far it had come, and what happened there.
package struct LineFault: Equatable, Sendable {
    /// What ended a line.
    package enum Cause: Equatable, Sendable {
        /// The name has no address, or nobody could be asked.
        case unresolved
        case refused
        /// The operating system's word.
        case system(code: Int32)
        case timedOut(after: Duration)
        /// The line was there and broke.
        case broken
    }

    package let address: String
    package let stage: LineStage
    package let cause: Cause

    package init(address: String, stage: LineStage, cause: Cause) {
        self.address = address
        self.stage = stage
        self.cause = cause
    }
}

extension LineFault: CustomStringConvertible {
    package var description: String {
        switch cause {
        case .unresolved:
            "the name in \(address) has no address (DNS): check name and line, then try again"
        case .refused:
            "\(address) refuses the connection: check that the other side runs, and try again"
        case .system(let code):
            "\(address) cannot be reached (\(LineFault.reason(code))): check the line, try again"
        case .timedOut(let limit): "\(address) \(silence) within \(limit.inWords): try again later"
        case .broken:
            "the line to \(address) broke \(place): check that the other side runs, and try again"
        }
    }

    private var silence: String {
        switch stage {
        case .resolving: "was not found by its name (DNS)"
        case .connecting: "did not take the connection (TCP)"
        case .securing: "took the connection and did not finish the handshake (TLS)"
        case .opening: "took the connection and did not begin to speak (HTTP/2)"
        case .greeting: "took the call and did not answer"
        case .talking: "fell silent and did not go on"
        }
    }

    private var place: String {
        switch stage {
        case .resolving, .connecting: "before it stood"
        case .securing: "in the handshake (TLS)"
        case .opening: "before the call began (HTTP/2)"
        case .greeting: "before the first answer"
        case .talking: "in the middle"
        }
    }

    private static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

extension Duration {
    /// Whole seconds, or milliseconds below one.
    fileprivate var inWords: String {
        self < .seconds(1)
            ? "\(components.attoseconds / 1_000_000_000_000_000) ms" : "\(components.seconds) s"
    }
}
