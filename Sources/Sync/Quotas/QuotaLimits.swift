/// What one replica may do at a hub: more than any office's busiest day asks for.
///
/// What has a use is slowed down; only what has none in such numbers is refused.
package enum QuotaLimits {
    /// Exchanges opened: a sync every minute is 60 an hour, a line that keeps breaking a few more.
    package static let exchanges = (burst: Int64(600), perHour: Int64(7_200))
    /// Certificates renewed: one lasts weeks.
    package static let renewals = (burst: Int64(20), perHour: Int64(12))
    /// Questions about the history: a person asks a few a minute.
    package static let inquiries = (burst: Int64(240), perHour: Int64(1_200))
    /// Pushes that hold something nobody can read.
    package static let junk = (burst: Int64(60), perHour: Int64(60))
    /// Messages: 50 a second, and an hour's worth of a live day at once.
    package static let messages = (burst: Int64(10_000), perHour: Int64(180_000))
    /// Bytes pushed: 2 MiB a second; the first import of 100,000 patients is 50 MB at once.
    package static let bytes = (burst: Int64(256 << 20), perHour: Int64(2 << 20) * 3_600)
    /// Milliseconds of the hub's only writer: a fifth of it, and two minutes at once.
    package static let writing = (burst: Int64(120_000), perHour: Int64(720_000))
    /// The longest that a hub waits before it takes a replica's next message.
    ///
    /// It is shorter than any deadline for an answer.
    package static let pauseMax: Int64 = 5_000
}
