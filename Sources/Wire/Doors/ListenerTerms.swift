/// How long a listener waits for what, and how much it holds for whom.
package struct ListenerTerms: Equatable, Sendable {
    package var securing = WireLimits.securingDuration
    package var firstCall = WireLimits.firstCallDuration
    package var firstMessage = WireLimits.firstMessageDuration
    package var proving = WireLimits.provingDuration
    package var silence = WireLimits.silenceDuration
    package var answer = WireLimits.answerDuration
    package var send = WireLimits.sendDuration
    package var goodbye = WireLimits.goodbyeGrace
    package var strangersMax = WireLimits.strangersMax
    package var strangersPerAddressMax = WireLimits.strangersPerAddressMax
    package var strangerBytesMax = WireLimits.strangerBytesMax
    package var connectionsPerReplicaMax = WireLimits.connectionsPerReplicaMax
    package var unreadBytesMax = WireLimits.unreadBytesMax
    package var openCallsMax = WireLimits.openCallsMax

    /// The terms of `WireLimits`.
    package init() {}

    /// Fewer strangers where the system gives few descriptors: half of what is left for them.
    package init(descriptors: Int) {
        let free = max(2, (descriptors - WireLimits.descriptorsKept) / 2)
        strangersMax = min(WireLimits.strangersMax, free)
        strangersPerAddressMax = min(WireLimits.strangersPerAddressMax, strangersMax / 2)
    }

    /// The longest that a connection may live, however busy: gRPC asks it to end long before.
    var age: Duration {
        WireLimits.connectionAgeMax + WireLimits.connectionGraceMax + WireLimits.silenceDuration
    }
}
