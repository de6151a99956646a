/// How far a call has come.
///
/// Each stage has its deadline, and an error names the stage in which the line failed.
package enum LineStage: Int, CaseIterable, Comparable, Sendable {
    /// The name is looked up.
    case resolving
    /// TCP, or the socket's own connect.
    case connecting
    /// The TLS handshake.
    case securing
    /// HTTP/2 settings, and the stream.
    case opening
    /// The call is open, and nothing has been heard on it.
    case greeting
    /// Something was heard.
    case talking

    package static func < (one: LineStage, other: LineStage) -> Bool {
        one.rawValue < other.rawValue
    }
}
