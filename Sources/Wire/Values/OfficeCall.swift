/// What the practice's own software asks; its fields are the contract, and are read as they are.
package struct OfficeCall: Framed, Equatable {
    package let frame: Bridgework_V1_OfficeRequest

    package static var bytesMax: Int { WireLimits.officeBytesMax }

    package init(frame: Bridgework_V1_OfficeRequest) {
        self.frame = frame
    }
}

/// What is answered to it.
package struct OfficeAnswer: Framed, Equatable {
    package let frame: Bridgework_V1_OfficeReply

    package static var bytesMax: Int { WireLimits.officeBytesMax }

    package init(frame: Bridgework_V1_OfficeReply) {
        self.frame = frame
    }
}
