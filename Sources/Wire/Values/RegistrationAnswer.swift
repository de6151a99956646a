/// The hub's answer to a machine that wants to join.
enum RegistrationAnswer: Equatable, Sendable {
    case membership(Membership)
    case refused(RegistrationRefusal)
}

extension RegistrationAnswer: Framed {
    init(frame: Bridgework_V1_EnrolResponse) throws(WireError) {
        switch frame.outcome {
        case .membership(let membership):
            self = .membership(try Membership(frame: membership))
        case .refused(let refusal): self = .refused(try RegistrationRefusal(wire: refusal))
        case nil: throw .missing(.outcome)
        }
    }

    var frame: Bridgework_V1_EnrolResponse {
        var frame = Bridgework_V1_EnrolResponse()
        switch self {
        case .membership(let membership): frame.membership = membership.frame
        case .refused(let refusal): frame.refused = refusal.wire
        }
        return frame
    }
}
