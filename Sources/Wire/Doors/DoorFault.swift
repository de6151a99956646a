/// Why a connection was closed at the door.
package enum DoorFault: String, CaseIterable, Sendable, CustomStringConvertible {
    /// TLS was not through in time.
    case unsecured
    /// No call was opened in time.
    case uncalled
    /// A call was opened and nothing said.
    case unsaid
    /// The registry did not come to know who it is.
    case unproven
    /// Not even a ping was answered.
    case silent
    /// It outlived every certificate's check.
    case old
    /// Others had to be let in.
    case crowded
    /// Its replica opened newer ones.
    case replaced
    /// It sent more than it may before it is known.
    case talkative
    /// Its replica sent more than anybody read.
    case unread
    /// It had more calls open than our settings allow.
    case overcalled
    /// It did not take what it was sent.
    case deaf

    package var description: String { rawValue }
}
