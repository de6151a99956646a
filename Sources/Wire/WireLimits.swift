import GRPCCore
import Merge
import Sync

/// Bounds of what crosses the wire, beside those of `SyncLimits` and `MergeLimits`.
package enum WireLimits {
    /// What both sides of a line read beside plain messages.
    ///
    /// A message is compressed by itself, and bounded by what it grows to.
    static let compression: CompressionAlgorithmSet = [.deflate]

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
    /// One message between two processes of one machine: an input, and its command's arguments.
    package static let controlBytesMax = 64 << 20
    /// What the practice's own software may ask or be told in one message: ten thousand rows.
    package static let officeBytesMax = 4 << 20
    /// How long one of its calls may take, whatever its own deadline is.
    package static let officeCallDuration = Duration.seconds(60)
    /// What a program shows of itself.
    package static let bearerBytesMax = 256
    /// Output is cut into pieces of this size.
    package static let outputPieceBytes = (64 << 10)

    /// What a replica may send in one message: a full push and the change set that overflowed it.
    package static let inboundBytesMax =
        SyncLimits.pushBytesMax + MergeLimits.changeSetBytesMax + (64 << 10)

    /// Streams one connection may have open: an exchange, a renewal, and some that are ending.
    package static let streamsMax = 4
    /// Calls that a connection may have open at all.
    ///
    /// A peer learns of `streamsMax` from our settings, and until it says that it has them nothing
    /// holds it to them.
    package static let openCallsMax = 2 * streamsMax
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
    /// How long calls may go on at a listener that stops.
    package static let goodbyeGrace = Duration.seconds(5)

    /// Both sides must be through with TLS after this.
    package static let securingDuration = Duration.seconds(10)
    /// Who is through with TLS must have opened a call after this.
    package static let firstCallDuration = Duration.seconds(10)
    /// Who opens a call must have said something in it after this, however busy its store is.
    package static let firstMessageDuration = Duration.seconds(30)
    /// Who comes must be known to the registry after this, or gone; joining takes a second.
    package static let provingDuration = Duration.seconds(60)
    /// A peer that lives answers a ping in each `keepaliveInterval`; one that was silent for this
    /// is gone, however TCP sees it.
    package static let silenceDuration =
        keepaliveInterval + keepaliveTimeout + Duration.seconds(10)
    /// A replica that does not answer for this ends its exchange: a page takes seconds to apply.
    package static let answerDuration = Duration.seconds(600)
    /// What is sent has left after this: a full message over a line of one Mbit/s takes nine
    /// minutes.
    package static let sendDuration = Duration.seconds(900)
    /// Connections that one replica may have: an exchange, the one it replaces, a question.
    package static let connectionsPerReplicaMax = 4
    /// What one replica's messages may hold that nobody has read yet.
    package static let unreadBytesMax = 4 * inboundBytesMax
    /// What somebody unknown may send altogether, TLS included.
    package static let strangerBytesMax = 256 << 10
    /// Connections of nobody known, in all and from one address; many offices may share one.
    package static let strangersMax = 512
    package static let strangersPerAddressMax = 128
    /// Descriptors that no stranger gets: for the store, the control socket and replicas.
    package static let descriptorsKept = 256
    /// No process of ours has more descriptors than this, whatever the system allows.
    package static let descriptorsMax = 65_536

    /// How long a client waits for a name to be looked up, for TCP, and, after TLS, for HTTP/2.
    package static let resolvingDuration = Duration.seconds(15)
    package static let connectingDuration = Duration.seconds(10)
    package static let openingDuration = Duration.seconds(10)
    /// How long all of that may take, over all addresses of a name.
    package static let arrivingDuration = Duration.seconds(40)
    /// How long a hub may take to greet: it may be admitting what others sent.
    package static let greetingDuration = Duration.seconds(60)
    /// How long a hub may take for the next answer, on a line that is not slow.
    package static let hubAnswerDuration = Duration.seconds(120)
    /// Every so many bytes on the line excuse a second more.
    package static let slowestBytesPerSecond = 1 << 10
    /// How often a call's clock is looked at when nothing is due.
    package static let watchInterval = Duration.seconds(1)
    /// How long a process on this machine may take to answer at its socket, or a ping there.
    package static let controlAnswerDuration = Duration.seconds(5)
    package static let controlPingInterval = Duration.seconds(2)
    package static let controlPingIntervalMin = Duration.seconds(1)
    package static let controlSilenceDuration = controlPingInterval + controlAnswerDuration * 2
    /// How long one unary call may take.
    package static let callDuration = Duration.seconds(30)
    /// How long the hub may take to end an exchange that the office has ended.
    package static let closingDuration = Duration.seconds(5)
    /// The longest path that a unix socket's address holds.
    package static let socketPathBytesMax = 100
}
