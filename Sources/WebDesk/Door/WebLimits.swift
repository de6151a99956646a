/// How much a browser may ask for, and for how long it stays known.
package enum WebLimits {
    /// Of a form, with everything typed into it.
    package static let bodyBytesMax = 64 << 10
    package static let headerBytesMax = 16 << 10
    package static let fieldsMax = 300
    package static let connectionsMax = 64
    /// How long a form may take to arrive.
    package static let arrivingDuration = Duration.seconds(10)
    /// How long a page may take to be made.
    package static let answerDuration = Duration.seconds(120)
    /// A connection that nobody uses.
    package static let idleDuration = Duration.seconds(60)
    /// Without a click; the page's own questions whether something changed do not count.
    package static let sessionIdleDuration = Duration.seconds(30 * 60)
    package static let sessionDuration = Duration.seconds(12 * 3_600)
    package static let sessionsMax = 8
    /// A link that nobody opened.
    package static let linkDuration = Duration.seconds(3_600)
    /// Pages and forms that are worked on at once.
    package static let pagesMax = 4
    /// Rows of one table on a page.
    package static let rowsMax = 1_000
}
