package import Monitoring
import Wire

extension HubServer {
    /// What the server knows of itself without asking the store.
    package static let metrics: [Metric] = [online, connections, messages, bytes, closed, faults]

    private static let online = Metric.gauge(
        "bridgework_hub_online_replicas", "Replicas on the line now.")
    private static let connections = Metric.gauge(
        "bridgework_hub_connections",
        "Connections at the hub's ports, those of machines it does not know yet among them.")
    private static let messages = Metric.counter(
        "bridgework_hub_messages_total", "Messages of exchanges, by direction.", by: "direction")
    private static let bytes = Metric.counter(
        "bridgework_hub_message_bytes_total",
        "Bytes of exchanges' messages before TLS and HTTP/2, by direction.", by: "direction")
    private static let closed = Metric.counter(
        "bridgework_hub_closed_connections_total",
        "Connections that were ended at the door, by why.", by: "reason")
    private static let faults = Metric.counter(
        "bridgework_hub_faults_total",
        "Errors of the hub's own, by the call in which they came: a disk, a store, a rule.",
        by: "call")

    /// The calls in which a fault may come; they stand at 0 from the beginning.
    private static let calls = [
        "backup", "command", "registration", "exchange", "inquiry", "registry", "renewal",
    ]

    /// Its metrics as they are now.
    package var measures: [Measure] {
        get async {
            let (sent, received) = (traffic.sent, traffic.received)
            let sentAway = lobby.sentAway
            let counts = desk.faults.counts
            let calls = Set(HubServer.calls).union(counts.keys).sorted()
            return [
                Measure(HubServer.online, await switchboard.replicas.count),
                Measure(HubServer.connections, lobby.count),
                Measure(HubServer.messages, received.messages, "received"),
                Measure(HubServer.messages, sent.messages, "sent"),
                Measure(HubServer.bytes, received.bytes, "received"),
                Measure(HubServer.bytes, sent.bytes, "sent"),
            ]
                + DoorFault.allCases.map {
                    Measure(HubServer.closed, sentAway[$0] ?? 0, $0.rawValue)
                } + calls.map { Measure(HubServer.faults, counts[$0] ?? 0, $0) }
        }
    }
}
