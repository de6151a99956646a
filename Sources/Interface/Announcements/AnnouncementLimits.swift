/// How long and how much is told at once.
package enum AnnouncementLimits {
    /// Listeners of one agent.
    package static let hearersMax = 16
    /// A command or an address.
    package static let targetBytesMax = 4_096
    /// Changes that are looked at together.
    static let batchMax = 100
    /// How long a command may run, and a webhook may take.
    static let deliveryDuration = Duration.seconds(30)
    /// How soon after a change it is told.
    static let pause = Duration.seconds(1)
    static let connectingSeconds: Int64 = 10
}
