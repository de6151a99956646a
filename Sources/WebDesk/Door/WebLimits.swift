/// How much a browser may ask for, and for how long it stays known.
package enum WebLimits {
    /// Of a form, with everything typed into it.
    package static let bodyBytesMax = 64 << 10
    /// Of a file that is handed over: a fee schedule or a roster is some hundred kilobytes.
    package static let uploadBytesMax = 4 << 20
    /// How long a file may take to arrive.
    package static let uploadDuration = Duration.seconds(60)
    /// Files that are held until somebody has looked at them.
    package static let uploadsMax = 8
    package static let uploadHeldDuration = Duration.seconds(15 * 60)
    package static let headerBytesMax = 16 << 10
    package static let fieldsMax = 300
    package static let connectionsMax = 64
    /// How long a form may take to arrive.
    package static let arrivingDuration = Duration.seconds(10)
    /// How long a page may take to be made.
    package static let answerDuration = Duration.seconds(120)
    /// A connection that nobody uses.
    package static let idleDuration = Duration.seconds(60)
    /// From one look whether something changed to the next.
    package static let streamPause = Duration.seconds(1)
    /// How long a stream of changes may say nothing.
    package static let streamBeat = Duration.seconds(15)
    /// How long one lives, and when its browser asks for another.
    package static let streamDuration = Duration.seconds(600)
    package static let streamRetry = Duration.seconds(5)
    /// Without a click; the page's own questions whether something changed do not count.
    package static let sessionIdleDuration = Duration.seconds(30 * 60)
    package static let sessionDuration = Duration.seconds(12 * 3_600)
    package static let sessionsMax = 8
    /// Of a person from the network: then he proves himself again, and finds what he was at.
    package static let lockDuration = Duration.seconds(10 * 60)
    /// A locked session that nobody came back to.
    package static let lockedDuration = Duration.seconds(4 * 3_600)
    package static let peopleSessionsMax = 64
    package static let sessionsPerPerson = 4
    /// Passphrases that are tried at once.
    package static let proofsMax = 2
    /// Wrong passphrases for nothing: of one login from one address, of an address, of a login.
    package static let pairTries = 5
    package static let addressTries = 20
    package static let loginTries = 50
    package static let attemptWaitMin = Duration.seconds(5)
    package static let attemptWaitMax = Duration.seconds(300)
    /// Without a try.
    package static let attemptsForgotten = Duration.seconds(1_800)
    package static let attemptPlaces = 1_024
    /// Lines from the network, and from one address of it: a browser keeps six, and several people
    /// may work at one machine.
    package static let networkConnectionsMax = 160
    package static let connectionsPerAddress = 40
    /// A link that nobody opened.
    package static let linkDuration = Duration.seconds(3_600)
    /// Pages and forms that are worked on at once.
    package static let pagesMax = 4
    /// Rows of one table on a page.
    package static let rowsMax = 1_000
    /// Lines of what a long file would change.
    package static let linesMax = 400
}
