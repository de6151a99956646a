/// The hub's answer to a replica that wants its certificate renewed.
enum RenewalAnswer: Equatable, Sendable {
    case renewal(Renewal)
    case refused(RegistrationRefusal)
}

extension RenewalAnswer: Framed {
    init(frame: Bridgework_V1_RenewResponse) throws(WireError) {
        switch frame.outcome {
        case .renewal(let renewal): self = .renewal(try Renewal(frame: renewal))
        case .refused(let refusal): self = .refused(try RegistrationRefusal(wire: refusal))
        case nil: throw .missing(.outcome)
        }
    }

    var frame: Bridgework_V1_RenewResponse {
        var frame = Bridgework_V1_RenewResponse()
        switch self {
        case .renewal(let renewal): frame.renewal = renewal.frame
        case .refused(let refusal): frame.refused = refusal.wire
        }
        return frame
    }
}
