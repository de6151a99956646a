/// How long a client waits in each stage of a call.
package struct LineDurations: Equatable, Sendable {
    package var resolving = WireLimits.resolvingDuration
    package var connecting = WireLimits.connectingDuration
    package var securing = WireLimits.securingDuration
    package var opening = WireLimits.openingDuration
    /// All the stages before the call is open, over all addresses of the name.
    package var arriving = WireLimits.arrivingDuration
    package var greeting = WireLimits.greetingDuration
    /// An answer that is owed, beside what the line's own slowness excuses.
    package var answer = WireLimits.hubAnswerDuration
    /// Not a byte, not even of a ping's answer.
    package var silence = WireLimits.silenceDuration
    package var keepaliveInterval = WireLimits.keepaliveInterval
    package var keepaliveTimeout = WireLimits.keepaliveTimeout

    /// To a hub.
    package static let hub = LineDurations()

    /// To a process on this machine, which may work for hours and is asked whether it still lives.
    package static let control: LineDurations = {
        var durations = LineDurations()
        durations.connecting = WireLimits.controlAnswerDuration
        durations.opening = WireLimits.controlAnswerDuration
        durations.arriving = WireLimits.controlAnswerDuration
        durations.greeting = WireLimits.controlSilenceDuration
        durations.silence = WireLimits.controlSilenceDuration
        durations.keepaliveInterval = WireLimits.controlPingInterval
        durations.keepaliveTimeout = WireLimits.controlAnswerDuration
        return durations
    }()

    /// How long a stage may last without a sign of life.
    package func limit(of stage: LineStage) -> Duration {
        switch stage {
        case .resolving: resolving
        case .connecting: connecting
        case .securing: securing
        case .opening: opening
        case .greeting: greeting
        case .talking: answer
        }
    }
}
