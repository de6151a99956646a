import Merge
import Sync

/// Bounds of what crosses the wire, beside those of `SyncLimits` and `MergeLimits`.
package enum WireLimits {
    /// Offices of the largest group several times over; a replica seldom has more than four scopes.
    package static let scopesMax = 1_024
    /// Positions, counts and milliseconds fit a signed number, because SQLite and others have no
    /// other.
    package static let numberMax = UInt64(Int64.max)
    /// The last millisecond of the year 9999: differences of two clocks never overflow.
    package static let clockMax: Int64 = 253_402_300_799_999
    /// A one-time token's secret.
    package static let secretBytesMin = 16
    package static let secretBytesMax = 64
    /// A certificate or request in PEM; ours have less than 1 KiB.
    package static let pemBytesMax = 16 << 10
    /// A program's name and version.
    package static let softwareBytesMax = 128
    /// Arguments of one command: a shell's glob over a folder of letters.
    package static let argumentsMax = 16_384
    package static let argumentBytesMax = 128 << 10
    /// Linux's PATH_MAX.
    package static let pathBytesMax = 4_096
    /// What a command's input or one piece of its output may hold.
    package static let pipeBytesMax = 32 << 20
    /// Output is cut into pieces of this size.
    package static let outputPieceBytes = (64 << 10)

    /// What a replica may send in one message: a full push and the change set that overflowed it.
    package static let inboundBytesMax =
        SyncLimits.pushBytesMax + MergeLimits.changeSetBytesMax + (64 << 10)

    /// Streams one connection may have open: an exchange, a renewal, and a few that are ending.
    package static let streamsMax = 8
    /// After an hour a connection is replaced, so that certificates and addresses are looked at
    /// again.
    package static let connectionAgeMax = Duration.seconds(3_600)
    package static let connectionGraceMax = Duration.seconds(30)
    /// A connection without streams is closed; one with a live exchange is not idle.
    package static let connectionIdleMax = Duration.seconds(300)
    /// How soon a line that went dead in silence is noticed: this, and `keepaliveTimeout`.
    package static let keepaliveInterval = Duration.seconds(60)
    package static let keepaliveTimeout = Duration.seconds(20)
    /// More frequent pings than this are abuse.
    package static let pingIntervalMin = Duration.seconds(20)
    /// What a slow line may have under way before it is acknowledged.
    package static let windowBytes = 4 << 20
    /// More writes than any group makes; sums of them never overflow.
    package static let countMax: UInt64 = 1 << 48
    /// How long the answer to a question may take: an audit reads the whole history.
    package static let inquiryDuration = Duration.seconds(300)
    /// How long a listener that stops leaves its clients to hear of it.
    package static let goodbyeGrace = Duration.milliseconds(250)
    /// How long one unary call may take.
    package static let callDuration = Duration.seconds(30)
    /// How long the hub may take to end an exchange that the office has ended.
    package static let closingDuration = Duration.seconds(5)
    /// The longest path that a unix socket's address holds.
    package static let socketPathBytesMax = 100
}
