/// What a replica sends to be certified for longer.
package struct RenewalRequest: Equatable, Sendable {
    /// A PKCS #10 request in PEM.
    package let signingRequest: String

    package init(signingRequest: String) {
        self.signingRequest = signingRequest
    }
}

extension RenewalRequest: Framed {
    package init(frame: Bridgework_V1_RenewRequest) throws(WireError) {
        self.init(
            signingRequest: try WireField.signingRequest.text(
                frame.csr, max: WireLimits.pemBytesMax))
    }

    package var frame: Bridgework_V1_RenewRequest {
        var frame = Bridgework_V1_RenewRequest()
        frame.csr = signingRequest
        return frame
    }
}
